// A direction in the client's words and in the server's: PerspectiveArea around them says which is seen, the client's
// where there is none. Draws on the server.
import { type ClientWords, isToClient, serverWords } from "#lib/asyncapi/reading/direction.ts";

export function Direction({ words }: { words: ClientWords }) {
  const [arrow, opposite] = isToClient(words) ? ["↓ ", "↑ "] : ["↑ ", "↓ "];
  return (
    <>
      <span className="as-client">
        <span aria-hidden="true">{arrow}</span>
        {words}
      </span>
      <span className="as-server" hidden>
        <span aria-hidden="true">{opposite}</span>
        {serverWords[words]}
      </span>
    </>
  );
}
