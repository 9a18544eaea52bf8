"use client";
// Shows why a form was refused. An ended session gets the way to sign in without losing what was typed.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { type Typed, TypedRescue } from "./typed-rescue.tsx";

type FormErrorProps = {
  /** Null draws nothing. */
  refusal: Pick<Refusal, "code" | "message" | "fields"> | null;
  /** What the form holds, offered as a file where it cannot be saved any more. */
  typed?: Typed;
  /** A way on from the refusal, under its words. */
  wayOn?: ReactNode;
};

/** Refusals after which pressing the button again does not help. */
const lasting: ReadonlySet<string> = new Set(["not_found", "forbidden", "other_person"]);

export function FormError({ refusal, typed, wayOn }: FormErrorProps) {
  if (!refusal) return null;
  const more = (refusal.fields?.form ?? []).filter((message) => message !== refusal.message);
  return (
    <Alert severity="error" sx={{ my: 2 }}>
      {refusal.code === "session_expired" ? <SessionEnded /> : refusal.message}
      {refusal.code === "other_person" ? <OtherPerson /> : null}
      {refusal.code === "not_found" ? <WayOn /> : null}
      {more.map((message) => (
        <div key={message}>{message}</div>
      ))}
      {wayOn}
      {typed && lasting.has(refusal.code) ? <TypedRescue typed={typed} /> : null}
    </Alert>
  );
}

function WayOn() {
  const isDeveloper = usePathname().startsWith("/developer");
  return (
    <div>
      <Link href={isDeveloper ? "/developer/apis" : "/apis"} underline="always" color="inherit">
        Go to the list of APIs
      </Link>
    </div>
  );
}

function OtherPerson() {
  const person = useCurrentPerson();
  return (
    <div>
      This page was opened by <strong>{person?.username}</strong>.{" "}
      <Link href="/apis" target="_blank" rel="noopener" underline="always" color="inherit">
        Sign in as that person in a new tab
      </Link>
      , then press the button again. Or reload this page to go on as who is signed in now.
    </div>
  );
}

function SessionEnded() {
  return (
    <>
      Your session has ended.{" "}
      <Link href="/sign-in" target="_blank" rel="noopener" underline="always" color="inherit">
        Sign in again in a new tab
      </Link>
      , then press the button again. What you typed is kept.
    </>
  );
}
