"use server";
// Signing in. Works as a plain form post, so JavaScript is not needed.

import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { explainFailure } from "#app/_server/action.ts";
import { getAuth } from "#app/_server/auth.ts";
import { countSignIn, forgiveSignIn } from "#app/_server/sign-in-limiter.ts";
import { signInSchema, waitMessage } from "#lib/identity/sign-in-limit.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import { pathWithin } from "#lib/kernel/path-within.ts";
import type { SignInState } from "./sign-in-state.ts";

export async function signIn(_previous: SignInState, form: FormData): Promise<SignInState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const username = text("username").slice(0, 100);
  const input = parseInput(signInSchema, { username: text("username"), password: text("password") });
  if (!input.ok) return { error: input.message, username };
  try {
    const error = await attempt(input.value.username, input.value.password);
    if (error) return { error, username };
  } catch (error) {
    unstable_rethrow(error);
    return { error: explainFailure(error).message, username };
  }
  redirect(pathWithin(text("next"), "/apis"));
}

async function attempt(username: string, password: string): Promise<string | null> {
  const requestHeaders = await headers();
  const address = clientAddressOf(requestHeaders);
  // Counted before the password is looked at: a thousand attempts at once are a thousand attempts.
  const waitMs = await countSignIn(username, address);
  if (waitMs > 0) return waitMessage(waitMs);
  try {
    await getAuth().api.signInUsername({ body: { username, password }, headers: requestHeaders });
  } catch (error) {
    if (!(error instanceof Error && error.name === "APIError")) throw error;
    return "The username or the password is wrong.";
  }
  await forgiveSignIn(username, address);
  return null;
}

/** Set by the portal's front, as far as proxies are believed; a client's own copy never gets this far. */
function clientAddressOf(requestHeaders: Headers): string {
  return requestHeaders.get("x-sluice-client-address") ?? "unknown";
}
