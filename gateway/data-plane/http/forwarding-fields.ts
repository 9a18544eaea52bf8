// Request headers with which a proxy tells a backend who asked and for what. Backends believe them from whoever stands
// before them, and that is this gateway: it writes its own, and a client's never pass. Names are folded
// (lib/routes/field-name.ts), so that `X_Forwarded_Proto` is one of them.

/** Names, each with what a client could pretend by it. */
const FORWARDING: ReadonlySet<string> = new Set([
  // Another address: rate limits, allow lists and logs of the backend go by it.
  "forwarded", // RFC 7239, with another scheme and host as well
  "forwarded-for",
  "x-forwarded",
  "x-forwarder-for",
  "x-real-ip",
  "x-client-ip",
  "client-ip",
  "true-client-ip",
  "fastly-client-ip",
  "fly-client-ip",
  "do-connecting-ip",
  "x-azure-clientip",
  "x-azure-socketip",
  "x-cluster-client-ip",
  "x-originating-ip",
  "x-remote-ip",
  "x-remote-addr",
  "remote-addr",
  "x-proxyuser-ip",
  "wl-proxy-client-ip",
  "x-custom-ip-authorization",
  "cloudfront-viewer-address",
  // Another person, whom a proxy in front is said to have signed in.
  "remote-user",
  "x-remote-user",
  "x-remote-group",
  "x-remote-groups",
  "x-authenticated-user",
  "x-authenticated-userid",
  "x-user-dn",
  "x-client-dn",
  "x-client-cert",
  "x-client-verify",
  "client-cert", // RFC 9440
  "client-cert-chain",
  "x-goog-iap-jwt-assertion",
  "x-jwt-assertion", // WSO2: the person, signed or not
  "x-arr-clientcert", // Azure App Service: the client certificate
  // Another URL than the one that was routed and admitted.
  "x-rewrite-url",
  "x-override-url",
  "x-proxy-url",
  "x-host",
  "x-http-host-override",
  "x-http-destinationurl",
  "request-uri",
  // Another method: a handshake is GET.
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
  // Another scheme: a backend lets down its guard where it believes in TLS.
  "x-scheme",
  "x-url-scheme",
  "x-forwardedproto",
  "front-end-https",
  // CGI programs take it for their HTTP_PROXY (httpoxy).
  "proxy",
]);

/** Beginnings of names: families that grow. */
const FAMILIES: readonly string[] = [
  "x-forwarded-", // address, host, scheme, port, prefix, user: whatever is said to have been forwarded
  "x-original-", // the URL, host or address before a rewrite that never happened
  "x-envoy-", // the mesh's own word: addresses, timeouts, retries
  "x-auth-request-", // oauth2-proxy: user, e-mail, groups
  "x-webauth-", // user and roles from a proxy that signs in
  "x-ms-client-principal", // Azure: the person
  "x-amzn-oidc-", // AWS load balancers: the person
  "x-amzn-mtls-", // AWS load balancers: the client certificate
  "x-goog-authenticated-user-", // Google IAP: the person
  "x-consumer-", // Kong, APISIX: the consumer
  "x-ssl-", // the client certificate that a TLS proxy has checked
  "ssl-client-", // the same, older
  "x-tls-client-cert", // the same, and what is in it
  "x-appengine-", // Google App Engine: address, user, inbound app
  "cf-", // Cloudflare: address, country, visitor scheme, Access token
  "x-accel-", // nginx: internal redirects
  "x-vercel-", // Vercel: address, country, deployment, signatures
  "x-nf-", // Netlify: address, country, account
  "x-middleware-", // Next.js: which of its own middleware has run already
];

/** True for a name, folded, by which proxies speak to backends. */
export function isForwardingField(foldedName: string): boolean {
  return FORWARDING.has(foldedName) || FAMILIES.some((beginning) => foldedName.startsWith(beginning));
}
