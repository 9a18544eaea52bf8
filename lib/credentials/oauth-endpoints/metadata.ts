// The metadata document of the authorization server (RFC 8414). Pure.

/** `issuer` is the portal's public origin. */
export function serverMetadata(issuer: string) {
  const authentication = ["client_secret_basic", "client_secret_post"];
  return {
    issuer,
    token_endpoint: `${issuer}/oauth2/token`,
    jwks_uri: `${issuer}/oauth2/jwks`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    grant_types_supported: ["client_credentials"],
    // There is no authorization endpoint, but RFC 8414 section 2 demands the list.
    response_types_supported: [],
    token_endpoint_auth_methods_supported: authentication,
    introspection_endpoint_auth_methods_supported: authentication,
    revocation_endpoint_auth_methods_supported: authentication,
  };
}
