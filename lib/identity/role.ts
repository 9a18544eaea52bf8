// Roles and what each may do (wso2-facts 1.8). The server asks `can`; the portal draws by the same answers.

export const roles = ["creator", "publisher", "subscriber", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who is signed in. */
export type Person = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

/** A person with what they are reached by. */
export type Profile = Person & { readonly email: string };

const permissions = {
  /** See APIs in the portal. */
  "api:view": ["creator", "publisher", "admin"],
  /** Create, design and delete APIs. */
  "api:design": ["creator", "admin"],
  /** Edit what consumers read: descriptions, business info. */
  "api:describe": ["creator", "publisher", "admin"],
  /** Deploy and undeploy revisions. */
  "api:deploy": ["creator", "publisher", "admin"],
  /** Lifecycle: publish and take back. */
  "api:publish": ["publisher", "admin"],
  /** Get a test key. */
  "api:test": ["creator", "publisher", "admin"],
  /** Own applications, subscribe them and make their keys. */
  "application:own": ["subscriber", "admin"],
  /** Decide on subscriptions to APIs, and on who finds these and under which plans. */
  "subscription:decide": ["publisher", "admin"],
  /** Edit the business plans. */
  "plan:edit": ["admin"],
  /** Edit the scopes that all APIs share. */
  "scope:share": ["admin"],
  /** Deny addresses, applications, people and APIs. */
  "denyPolicy:edit": ["admin"],
  /** Register issuers whose tokens the gateways take. */
  "issuer:edit": ["admin"],
  /** See who has an account, and erase others. */
  "account:erase": ["admin"],
  /** Say which roles people have. */
  "role:assign": ["admin"],
  /** Close somebody's connection. */
  "connection:disconnect": ["creator", "publisher", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether somebody with these roles may do it. */
export function can(person: Pick<Person, "roles">, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return person.roles.some((role) => allowed.includes(role));
}

export function isRole(value: string): value is Role {
  return (roles as readonly string[]).includes(value); // widened: `includes` only takes the union itself
}
