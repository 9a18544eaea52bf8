// Whether examples fit their schemas, where code may not be made of texts: answered by the console's checker, which walks
// the schema. Pure.
import { isJsonObject, objectFrom } from "#lib/asyncapi/json-value.ts";
import { type Answer, type Asked, answersWith, type Purse } from "#lib/asyncapi/reading/example-question.ts";
import type { Misfit } from "./misfit-words.ts";
import { checkValue } from "./validation.ts";

const MAX_WORDS = 5;

/** Answers as the server's do (`answersTo`): the same fits, said in the console's words. */
export const walkedAnswersTo = answersWith(walked);

function walked({ questions, made }: Asked, purse: Purse): Answer[] {
  const definitions = objectFrom(Object.entries(made.definitions).filter(([, schema]) => schema !== null));
  const meter = { left: purse.effort };
  const answers = questions.map(({ value }, index): Answer => {
    const schema = made.schemas[index] ?? null;
    if (schema === null || meter.left <= 0) return null;
    const whole = isJsonObject(schema) ? { ...schema, definitions } : schema;
    const verdict = checkValue(whole, value, { purse: meter });
    if (verdict.kind === "unchecked") return null;
    return verdict.kind === "valid" ? [] : told(verdict.misfits);
  });
  purse.effort = meter.left;
  return answers;
}

function told(misfits: readonly Misfit[]): string[] {
  const words = misfits.map(({ path, words: said }) => `${placeOf(path)} ${said}`);
  const rest = words.length - MAX_WORDS;
  return rest > 0 ? [...words.slice(0, MAX_WORDS), `and ${rest} more`] : words;
}

/** `$.a[0]["b c"]` → `/a/0/b c`; `It` for the whole. */
function placeOf(path: string): string {
  const steps = [...path.matchAll(/\.(\w+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)];
  const names = steps.map(([, name, index, quoted]) => name ?? index ?? String(JSON.parse(quoted ?? '""')));
  return names.length === 0 ? "It" : names.map((name) => `/${name}`).join("");
}
