// How large a definition may be: apart from the reader, so that a page can say it without bringing the reader along.

const MEBIBYTE = 1024 * 1024;

/**
 * Largest definition, in bytes of UTF-8: what all that is done with one takes its time and memory for. An import, which has it
 * judged by the reference parser too, takes 4 of its 5 s for one of 2 MiB.
 */
export const MAX_DEFINITION_BYTES = 2.5 * MEBIBYTE;

/** The same in words. */
export const MAX_DEFINITION_SIZE = `${MAX_DEFINITION_BYTES / MEBIBYTE} MiB`;
