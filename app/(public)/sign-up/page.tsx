// Makes an account for oneself, where the installation allows it.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getSettings } from "#app/_server/env.ts";
import { findPerson } from "#app/_server/session.ts";
import { PublicFrame } from "#components/identity/public-frame.tsx";
import { SignUpForm } from "#components/identity/sign-up-form.tsx";
import { isRegistrationOpen } from "#lib/identity/registration.ts";
import { signUp } from "./actions.ts";

export const metadata: Metadata = { title: "Create an account" };

type SignUpPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  if (!isRegistrationOpen(getSettings())) notFound();
  if (await findPerson()) redirect("/");
  const { next } = await searchParams;
  const after = typeof next === "string" ? next : "";
  return (
    <PublicFrame title="Create an account">
      <SignUpForm signUp={signUp} next={after} />
      <Typography variant="body2" sx={{ mt: 2 }}>
        You have one? <Link href={`/sign-in?next=${encodeURIComponent(after)}`}>Sign in</Link>
      </Typography>
    </PublicFrame>
  );
}
