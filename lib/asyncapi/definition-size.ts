// How large a definition may be: apart from the reader, so that a page can say it without bringing the reader along.

/** Largest definition, in bytes of UTF-8. */
export const MAX_DEFINITION_BYTES = 1024 * 1024;
