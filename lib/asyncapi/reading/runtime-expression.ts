// Runtime expressions of AsyncAPI (`$message.header#/replyTo`) in a reader's words.

/** `replyTo in the headers`, `meta.id in the payload`; what is no such expression stays as it is. */
export function expressionWords(expression: string): string {
  const [, source, pointer] = /^\$message\.(header|payload)(?:#(\/.*))?$/.exec(expression.trim()) ?? [];
  if (source === undefined) return expression;
  const place = source === "header" ? "the headers" : "the payload";
  if (pointer === undefined) return place;
  const steps = pointer.slice(1).split("/");
  return `${steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")).join(".")} in ${place}`;
}
