// What comes of the files that a person brings: one document, or the question which of them it is. Shared with the browser.

/** Greatest size of all that is sent, in bytes: the portal's server hands on 10 MiB. */
export const MAX_UPLOAD_BYTES = 10_000_000;
export const MAX_FILES = 200;

/** Fields of the form that is sent: the files under one name, and the path of the document where a person chose it. */
export const FILES_FIELD = "file";
export const MAIN_FIELD = "main";

export type BroughtFiles =
  | {
      readonly kind: "document";
      readonly text: string;
      /** Path of the file that holds the document. */
      readonly main: string;
      /** Paths of the files that something was brought from. */
      readonly parts: readonly string[];
      /** What is wrong with references, with file and line, in words. */
      readonly problems: readonly string[];
    }
  | { readonly kind: "choice"; readonly mains: readonly string[] };
