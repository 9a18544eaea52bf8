// Keys for new channels and operations, derived from the topic's name; AsyncAPI allows `[A-Za-z0-9_.-]+`.

/** A key for the channel of an address that is not taken: `/rooms/{roomID}` gives `roomsRoomID`, `/*` gives `all`. */
export function newChannelKey(address: string, taken: ReadonlySet<string>): string {
  if (address === "/") return uniqueKey("root", taken);
  const words = address
    .replace(/\*$/, "/all")
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const [first = "topic", ...rest] = words;
  return uniqueKey(lowerFirst(first) + rest.map(upperFirst).join(""), taken);
}

/** A key for an operation on a channel that is not taken: `sendRooms`. */
export function newOperationKey(
  action: "send" | "receive",
  channelKey: string,
  taken: ReadonlySet<string>,
): string {
  const words = channelKey.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return uniqueKey(action + (words.length === 0 ? "Topic" : words.map(upperFirst).join("")), taken);
}

/** A key that is not taken, numbered where it has to be. */
export function uniqueKey(base: string, taken: ReadonlySet<string>): string {
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}${number}`;
  return key;
}

function lowerFirst(word: string): string {
  return /^[A-Z]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
