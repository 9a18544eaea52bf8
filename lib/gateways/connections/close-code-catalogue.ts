// The close codes that the gateway sends on its own account, in words for who writes a client. Pure.

export type CloseCodeEntry = { readonly code: number; readonly means: string; readonly todo: string };

const again = "Connect again, with a pause that grows.";

/** In the order of the codes. All others come from the backend, or are of RFC 6455. */
export const closeCodeCatalogue: readonly CloseCodeEntry[] = [
  { code: 1001, means: "The other side broke a limit, or an operator closed the connection.", todo: again },
  {
    code: 1002,
    means: "A frame broke the rules of the protocol, or a close code was sent that must not travel.",
    todo: "Update the WebSocket library.",
  },
  {
    code: 1007,
    means: "Text was not UTF-8, or data did not inflate.",
    todo: "Send text as UTF-8, and bytes as binary messages.",
  },
  { code: 1008, means: "More pings and pongs in a second than the API takes.", todo: "Send fewer pings." },
  {
    code: 1009,
    means: "A message was larger than the API or the plan allows.",
    todo: "Send smaller messages; the plan says how large they may be.",
  },
  { code: 1011, means: "The gateway failed on this connection.", todo: again },
  { code: 1012, means: "The gateway restarts.", todo: "Connect again at once: another one answers." },
  { code: 1013, means: "The gateway has no memory left for this message.", todo: again },
  { code: 1014, means: "The connection to the backend was lost.", todo: again },
  {
    code: 4401,
    means: "The key expired or was revoked.",
    todo: "Get a new key on the application's page; trying again with this one does not help.",
  },
  {
    code: 4403,
    means:
      "The subscription was ended or blocked, the API was taken back, an administrator denies it, the key may no longer be used from there, or sending needs a scope that the key or token does not have.",
    todo: "See how the subscription stands on the application's page, and ask the publisher, or whoever runs the gateway.",
  },
  {
    code: 4404,
    means: "The API or the topic is gone.",
    todo: "Look the API up here: a newer version may have taken its place.",
  },
  {
    code: 4405,
    means: "The topic takes no messages from clients.",
    todo: "Send on a topic whose documentation says “you send”.",
  },
  {
    code: 4408,
    means: "No message passed for too long, or the client no longer answered pings.",
    todo: "Send something now and then, and connect again.",
  },
  { code: 4410, means: "The connection reached its greatest age.", todo: "Connect again at once." },
  {
    code: 4429,
    means:
      "Over a rate or quota of the plan or the API; the reason says which, and how many seconds to wait.",
    todo: "Wait as long as the reason says, or ask the publisher for another plan.",
  },
];
