// The edits that take a message out of a channel, with every mention of it by operations and their replies. Pure planning.
import type { ChannelModel } from "#lib/asyncapi/channel-model.ts";
import { type JsonValue, type Path, valueAt } from "#lib/asyncapi/json-value.ts";
import { listRefs, pathOfRef, resolvePath } from "#lib/asyncapi/local-ref.ts";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import { keyAt, messageKeys } from "./topic-messages.ts";

/**
 * Edits that remove a message. Refused, `message_in_use`, where something other than a list of an operation or reply
 * refers to it or into it: that would lead nowhere.
 */
export function messageRemovalEdits(
  root: JsonValue,
  channel: ChannelModel,
  key: string,
): Outcome<readonly SourceEdit[]> {
  const own = [...channel.path, "messages", key];
  const names = [["channels", channel.key, "messages", key], own];
  const mentions = listRefs(root).flatMap(({ path, ref }) => {
    const target = pathOfRef(ref);
    const name = target === null ? undefined : names.find((it) => startsWith(target, it));
    return name === undefined || target === null || startsWith(path, own)
      ? []
      : [{ path, isWhole: target.length === name.length }];
  });
  const user = mentions.find(({ path, isWhole }) => !isWhole || !isListed(path));
  if (user !== undefined) {
    const where = user.path.join(" / ");
    return refuse("message_in_use", `This message is still referred to at ${where}. Change that first.`);
  }
  const isLast = messageKeys(channel).length === 1;
  const paths = [...mentions.map(({ path }) => path), ...channelMentions(root, channel, key)];
  const distinct = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  const lists = Map.groupBy(distinct, (path) => JSON.stringify(path.slice(0, -1)));
  const edits = [...lists.values()].flatMap((found) => listRemoval(root, found, isLast));
  return done([...edits, { op: "delete", path: isLast ? [...channel.path, "messages"] : own }]);
}

/** Items by which operations of the channel mean the message, in whatever words: many name the shared one behind it. */
function channelMentions(root: JsonValue, channel: ChannelModel, key: string): Path[] {
  const lists = channel.operations.flatMap(({ path, value }): Path[] => {
    const reply = value.reply === undefined ? null : resolvePath(root, [...path, "reply"]);
    return [[...path, "messages"], ...(reply === null ? [] : [[...reply, "messages"]])];
  });
  return lists.flatMap((list) => {
    const items = valueAt(root, list);
    const paths = Array.isArray(items) ? items.map((_, index): Path => [...list, index]) : [];
    return paths.filter((path) => keyAt(root, channel, path) === key);
  });
}

/** True for an item of the messages of an operation or of a reply. */
function isListed(path: Path): boolean {
  const isOfOperation = ["operations", "replies"].includes(String(path[path[0] === "components" ? 1 : 0]));
  return isOfOperation && path.at(-2) === "messages" && typeof path.at(-1) === "number";
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => String(path[index]) === String(step));
}

/** Takes the items at these paths out of their list. A reply without messages goes; so does the list where none are left in the channel. */
function listRemoval(root: JsonValue, paths: readonly Path[], isLast: boolean): SourceEdit[] {
  const list = paths[0]?.slice(0, -1) ?? [];
  const items = valueAt(root, list);
  const isEmpty = Array.isArray(items) && items.length === paths.length;
  if (isEmpty && list.at(-2) === "reply") return [{ op: "delete", path: list.slice(0, -1) }];
  if (isEmpty && isLast) return [{ op: "delete", path: list }];
  const indexes = paths.map((path) => Number(path.at(-1))).sort((left, right) => right - left);
  return indexes.map((index) => ({ op: "delete", path: [...list, index] }));
}
