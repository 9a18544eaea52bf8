"use server";
// Signing in. Works as a plain form post, so JavaScript is not needed.

import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { cookies, headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { explainFailure } from "#app/_server/action.ts";
import { getAuth } from "#app/_server/auth.ts";
import { clientAddressHeader, getAuthSecret } from "#app/_server/env.ts";
import { evenly, passwordGate, refusalPace } from "#app/_server/password-checks.ts";
import { portalCookieAttributes, portalCookieName } from "#app/_server/portal-cookie.ts";
import { getSignInLimiter } from "#app/_server/sign-in-limiter.ts";
import { findKnownDevice, knownDeviceCookie, rememberDevice } from "#lib/identity/known-device.ts";
import { busyMessage, signInSchema, waitMessage } from "#lib/identity/sign-in-limit.ts";
import type { SignInSource } from "#lib/identity/sign-in-limiter.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import { pathWithin } from "#lib/kernel/path-within.ts";
import { networkOf } from "#lib/network/client-network.ts";
import type { SignInState } from "./sign-in-state.ts";

export async function signIn(_previous: SignInState, form: FormData): Promise<SignInState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const username = text("username").slice(0, 100);
  const input = parseInput(signInSchema, { username: text("username"), password: text("password") });
  if (!input.ok) return { error: await refusePaced(addressOf(await headers()), input.message), username };
  try {
    const error = await attempt(input.value.username, input.value.password);
    if (error) return { error, username };
  } catch (error) {
    unstable_rethrow(error);
    return { error: explainFailure(error).message, username };
  }
  redirect(pathWithin(text("next"), "/"));
}

async function attempt(username: string, password: string): Promise<string | null> {
  const [requestHeaders, jar] = await Promise.all([headers(), cookies()]);
  const cookieName = portalCookieName(knownDeviceCookie.name);
  const cookie = jar.get(cookieName)?.value;
  const proof = { secret: getAuthSecret(), username, now: new Date() };
  const address = addressOf(requestHeaders);
  const source = { username, address, deviceId: findKnownDevice(cookie, proof) };
  // By account, not by device: every sign-in makes a device, and one person must not have a share for each.
  const isKnown = source.deviceId !== null;
  const client = { key: isKnown ? `account ${username.toLowerCase()}` : address, isKnown };
  const answer = await passwordGate(client, () => check(source, password, requestHeaders));
  if (answer === null) return refusePaced(client.key, busyMessage);
  if (answer.waitMs > 0) return refusePaced(client.key, waitMessage(answer.waitMs));
  if (answer.error) return answer.error;
  jar.set(cookieName, rememberDevice(cookie, proof, randomBytes(12).toString("base64url")), {
    ...portalCookieAttributes(),
    maxAge: knownDeviceCookie.maxAgeSeconds,
  });
  return null;
}

function addressOf(requestHeaders: Headers): string {
  return networkOf(requestHeaders.get(clientAddressHeader) ?? "unknown");
}

/** After its place has been given up: a loop of refusals must neither hold up checks nor have the page drawn all the time. */
async function refusePaced(client: string, message: string): Promise<string> {
  await delay(refusalPace.next(client, performance.now()));
  return message;
}

/** `waitMs` is above 0 where there were too many attempts to look at this one. */
async function check(
  source: SignInSource,
  password: string,
  requestHeaders: Headers,
): Promise<{ error: string | null; waitMs: number }> {
  const limiter = getSignInLimiter();
  // Counted before the password is looked at: a thousand attempts at once are a thousand attempts.
  const waitMs = await limiter.count(source);
  if (waitMs > 0) return { error: null, waitMs };
  const body = { username: source.username, password };
  try {
    await evenly(password, () => getAuth().api.signInUsername({ body, headers: requestHeaders }));
  } catch (error) {
    if (!(error instanceof Error && error.name === "APIError")) throw error;
    return { error: "The username or the password is wrong.", waitMs: 0 };
  }
  await limiter.forgive(source);
  return { error: null, waitMs: 0 };
}
