// What a person can do about an error of YAML's syntax. The library names a few kinds of errors by code; what is wrong,
// and so what to do, is only in its messages.

type Words = { readonly says: RegExp; readonly advice: string };

const FLOW_MAP_OPEN =
  "Close the { above with a }. Put a text that has a # in quotes: without them a comment begins there.";
const FLOW_LIST_OPEN =
  "Close the [ above with a ]. Put a text that has a # in quotes: without them a comment begins there.";

const WORDS: readonly Words[] = [
  {
    says: /^Tabs are not allowed/,
    advice: "This line is indented with a tab. Indent all lines with spaces: YAML takes no tabs.",
  },
  {
    says: /^Missing closing 'quote/,
    advice: "A text that begins with ' above does not end. Close it with ', and write a ' within it twice.",
  },
  {
    says: /^Missing closing "quote/,
    advice: 'A text that begins with " above does not end. Close it with ", and write a " within it as \\".',
  },
  {
    says: /^Implicit map keys need to be followed/,
    advice:
      "Write key: value here, with a colon and a space. If it belongs to the text above, indent it further.",
  },
  {
    says: /^Implicit keys .*on a single line/,
    advice:
      "This does not read as key: value. The colon is missing, or the space behind it; between { } or [ ] perhaps a comma.",
  },
  { says: /^Flow map must end/, advice: FLOW_MAP_OPEN },
  { says: /^Flow sequence must end/, advice: FLOW_LIST_OPEN },
  {
    says: /^Flow map in block collection/,
    advice: `${FLOW_MAP_OPEN} Indent what is in it, and the }, further than its key.`,
  },
  {
    says: /^Flow sequence in block collection/,
    advice: `${FLOW_LIST_OPEN} Indent what is in it, and the ], further than its key.`,
  },
  {
    says: /^Missing , between flow/,
    advice: "Put a comma between this and what is before it.",
  },
  {
    says: /^Missing , or : between flow map/,
    advice: "Put a comma before this; or a colon, if it is the value of the key before it.",
  },
  {
    says: /^Missing , or : between flow sequence/,
    advice: "Put a comma between this and the item before it.",
  },
  {
    says: /^Block collections are not allowed within flow/,
    advice: "Between { } or [ ], put a comma between any two items, and no dash before them.",
  },
  {
    says: /^Sequence item without -/,
    advice: "Begin this line with a dash, as the items above; or indent it like the lines it belongs to.",
  },
  {
    says: /^Tags and anchors must be separated/,
    advice: "Put a space behind the anchor (&name) or the tag (!name).",
  },
  {
    says: /^Comments must be separated/,
    advice: "Put a space before the # of a comment; or put the whole value in quotes.",
  },
  {
    says: /^Block collection cannot start on same line/,
    advice: "Begin on the line below the ---.",
  },
  {
    says: /^Missing directives-end/,
    advice: "Put a line with --- below the lines that begin with %, or remove these.",
  },
  {
    says: /^Block scalars with more-indented leading empty lines/,
    advice: "An empty line before this has more spaces than this line. Remove them there.",
  },
  { says: /^Unexpected ,/, advice: "Remove this comma: there is nothing before it." },
  { says: /^Unexpected :/, advice: "Remove one of the two colons." },
  {
    says: /^Unexpected block-seq-ind on same line/,
    advice: "Put the items of a list below their key, each with its dash on a line of its own.",
  },
  {
    says: /^Unexpected flow-(map|seq)-end token/,
    advice: "Remove this bracket, or open it before: nothing is open here that it closes.",
  },
  {
    says: /^Unexpected [\w-]+ at node end/,
    advice:
      "What is before this has ended. Remove this, indent its line like those above, or put the whole value in quotes (in single quotes, a ' twice).",
  },
  {
    says: /^Unexpected [\w-]*scalar token$/,
    advice: "Put a comma before this, or put the whole value in quotes.",
  },
  {
    says: /^Block scalar header includes extra/,
    advice: "Begin the text on the line below the | or >, indented further than its key.",
  },
  {
    says: /^All mapping items must start/,
    advice: "Indent this line like the keys above that it belongs to.",
  },
  { says: /^All sequence items must start/, advice: "Indent this line like the items above of its list." },
  {
    says: /^Nested mappings are not allowed/,
    advice:
      "Put this value in quotes if it has a colon in it. If it has none, indent the line below like this one.",
  },
  {
    says: /^A block sequence may not be used/,
    advice: "Indent this item like the items above of its list; or put the list below a key of its own.",
  },
  {
    says: /^Plain value cannot start with/,
    advice: "Put this value in quotes: none can begin with this sign.",
  },
  {
    says: /^Invalid escape sequence/,
    advice: "Write \\\\ for a backslash between double quotes, or put the text in single quotes.",
  },
];

/** What to do, for a message of the `yaml` package; the message itself where it is none of the common ones. */
export function plainWords(message: string): string {
  return WORDS.find(({ says }) => says.test(message))?.advice ?? message;
}
