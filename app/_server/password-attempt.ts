// Every attempt at a password goes this way, wherever it is asked for: counted where it comes from, bounded in number. So no
// page is a faster way to guess than the others.
import "server-only";
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { cookies, headers } from "next/headers";
import { findKnownDevice, knownDeviceCookie, rememberDevice } from "#lib/identity/known-device.ts";
import { busyMessage, waitMessage } from "#lib/identity/sign-in-limit.ts";
import type { SignInSource } from "#lib/identity/sign-in-limiter.ts";
import { networkOf } from "#lib/network/client-network.ts";
import { clientAddressHeader, getAuthSecret } from "./env.ts";
import { passwordGate, refusalPace } from "./password-checks.ts";
import { portalCookieAttributes, portalCookieName } from "./portal-cookie.ts";
import { getSignInLimiter } from "./sign-in-limiter.ts";

/** Looks at the password: null where it is right, else what to say. */
type Check = () => Promise<string | null>;

/** Runs the check when it is its turn: null where the password is right, else what to tell the person. */
export async function attemptPassword(username: string, check: Check): Promise<string | null> {
  const { cookie, proof } = await deviceOf(username);
  const address = await requestAddress();
  const source = { username, address, deviceId: findKnownDevice(cookie, proof) };
  // By account, not by device: every sign-in makes a device, and one person must not have a share for each.
  const isKnown = source.deviceId !== null;
  const client = { key: isKnown ? `account ${username.toLowerCase()}` : address, isKnown };
  const answer = await passwordGate(client, () => count(source, check));
  if (answer === null) return refusePaced(client.key, busyMessage);
  if (answer.waitMs > 0) return refusePaced(client.key, waitMessage(answer.waitMs));
  return answer.error;
}

/** `waitMs` is above 0 where there were too many attempts to look at this one. */
async function count(source: SignInSource, check: Check): Promise<{ error: string | null; waitMs: number }> {
  const limiter = getSignInLimiter();
  // Counted before the password is looked at: a thousand attempts at once are a thousand attempts.
  const waitMs = await limiter.count(source);
  if (waitMs > 0) return { error: null, waitMs };
  const error = await check();
  if (error === null) await limiter.forgive(source);
  return { error, waitMs: 0 };
}

/** Gives the browser its cookie of a device that the account was signed in to. */
export async function rememberThisDevice(username: string): Promise<void> {
  const { jar, name, cookie, proof } = await deviceOf(username);
  jar.set(name, rememberDevice(cookie, proof, randomBytes(12).toString("base64url")), {
    ...portalCookieAttributes(),
    maxAge: knownDeviceCookie.maxAgeSeconds,
  });
}

async function deviceOf(username: string) {
  const jar = await cookies();
  const name = portalCookieName(knownDeviceCookie.name);
  const proof = { secret: getAuthSecret(), username, now: new Date() };
  return { jar, name, cookie: jar.get(name)?.value, proof };
}

/** The network that the request comes from. */
export async function requestAddress(): Promise<string> {
  return networkOf((await headers()).get(clientAddressHeader) ?? "unknown");
}

/** After its place has been given up: a loop of refusals must neither hold up checks nor have the page drawn all the time. */
export async function refusePaced(client: string, message: string): Promise<string> {
  await delay(refusalPace.next(client, performance.now()));
  return message;
}
