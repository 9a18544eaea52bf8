"use server";
// Signing in. Works as a plain form post, so JavaScript is not needed.

import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { explainFailure } from "#app/_server/action.ts";
import { getAuth } from "#app/_server/auth.ts";
import { clearFailedSignIns, countFailedSignIn, signInWaitMs } from "#app/_server/sign-in-limiter.ts";
import { signInSchema, waitMessage } from "#lib/identity/sign-in-limit.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import type { SignInState } from "./sign-in-state.ts";

/** Only paths of this portal: `//host` and `/\host` would lead elsewhere. */
function safePath(next: string): string {
  return /^\/(?![/\\])/.test(next) ? next : "/apis";
}

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
  redirect(safePath(text("next")));
}

async function attempt(username: string, password: string): Promise<string | null> {
  const requestHeaders = await headers();
  const address = requestHeaders.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
  const waitMs = await signInWaitMs(username, address);
  if (waitMs > 0) return waitMessage(waitMs);
  const auth = getAuth();
  try {
    await auth.api.signInUsername({ body: { username, password }, headers: requestHeaders });
  } catch (error) {
    if (!(error instanceof Error && error.name === "APIError")) throw error;
    await countFailedSignIn(username, address);
    return "The username or the password is wrong.";
  }
  await clearFailedSignIns(username, address);
  return null;
}
