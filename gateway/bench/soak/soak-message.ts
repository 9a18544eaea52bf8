// What the two ends of a soak say to each other: the backend its name, the client numbered messages, echoed as they are.

/** Says which backend a connection has reached; the first message on it. */
export const backendNames = ["steady", "mortal"] as const;
export type BackendName = (typeof backendNames)[number];

const FILLER = "soak ".repeat(24);

/** A message of about 128 bytes. */
export function numberedMessage(number: number): string {
  return `${number} ${FILLER}`;
}

/** The number of a message; NaN where it has changed on the way. */
export function numberOf(message: string): number {
  const number = Number.parseInt(message, 10);
  return message === numberedMessage(number) ? number : Number.NaN;
}
