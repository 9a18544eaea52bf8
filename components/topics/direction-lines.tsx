// What clients send and receive on a topic: a line for each direction, with its messages.
type DirectionLinesProps = {
  directions: readonly {
    /** As in the document: what the API receives, clients send. */
    action: "receive" | "send";
    messages: readonly string[];
    /** How many messages there are beyond those. */
    more?: number;
  }[];
};

const actionWords = {
  send: { arrow: "↓ ", words: "clients receive" },
  receive: { arrow: "↑ ", words: "clients send" },
} as const;

export function DirectionLines({ directions }: DirectionLinesProps) {
  return directions.map(({ action, messages, more = 0 }) => (
    <div key={action}>
      <span aria-hidden="true">{actionWords[action].arrow}</span>
      {actionWords[action].words} {messages.length === 0 ? "messages of any kind" : messages.join(", ")}
      {more > 0 ? ` and ${more} more` : null}
    </div>
  ));
}
