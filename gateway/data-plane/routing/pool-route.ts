// A pool of the route record, taken apart once per deployed revision so that a handshake only joins strings.
import { createSecureContext, type SecureContext } from "node:tls";
import { isHopByHop } from "#gateway/data-plane/http/hop-by-hop.ts";
import { type Endpoint, parseEndpoint } from "#lib/routes/backend-url.ts";
import type { Backend, EndpointPool } from "#lib/routes/endpoint-pool.ts";
import { foldedFieldName } from "#lib/routes/field-name.ts";
import type { EndpointEnvironment } from "#lib/routes/route-record.ts";

/** A backend that can be dialled. */
export type PoolBackend = Backend & { readonly endpoint: Endpoint };

/** What a request's Connection field could name; a pool has none. */
const NO_OPTIONS: ReadonlySet<string> = new Set();
/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** What would end a field, or a line, early (RFC 9110 section 5.5). */
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** The backends of one endpoint of an API. */
export class PoolRoute {
  readonly apiId: string;
  readonly environment: EndpointEnvironment;
  readonly pool: EndpointPool;
  /** Those whose URL can be dialled, in order. */
  readonly backends: readonly PoolBackend[];
  /** Field lines for the handshake with any of them. */
  readonly headerLines: readonly string[];
  /** Folded names of those fields: a client's own are not passed on, in any spelling. */
  readonly headerNames: ReadonlySet<string>;
  #secureContext: SecureContext | null = null;

  constructor(apiId: string, environment: EndpointEnvironment, pool: EndpointPool) {
    this.apiId = apiId;
    this.environment = environment;
    this.pool = pool;
    this.backends = pool.backends.flatMap((backend) => {
      const endpoint = parseEndpoint(backend.url);
      return endpoint === null ? [] : [{ ...backend, endpoint }];
    });
    const headers = pool.headers.filter(({ name, value }) => isSettable(name) && !NOT_IN_VALUE.test(value));
    this.headerLines = headers.map(({ name, value }) => `${name}: ${value}`);
    this.headerNames = new Set(headers.map(({ name }) => foldedFieldName(name)));
  }

  /**
   * Trust and client certificate towards `wss` backends: the pool's own, else `shared`. Throws where a PEM text of the
   * pool is no good.
   */
  secureContext(shared: SecureContext): SecureContext {
    const { ca, cert, key } = this.pool.tls;
    if (ca === "" && cert === "") return shared;
    this.#secureContext ??= createSecureContext({
      ...(ca === "" ? {} : { ca }),
      ...(cert === "" ? {} : { cert, key }),
    });
    return this.#secureContext;
  }
}

/** Not what is the handshake's own, ends at this hop, or is the gateway's word. */
function isSettable(name: string): boolean {
  const folded = foldedFieldName(name);
  if (!TOKEN.test(name.toLowerCase()) || folded === "host" || isHopByHop(folded, NO_OPTIONS)) return false;
  return !folded.startsWith("sec-websocket-") && !folded.startsWith("x-sluice-");
}
