// Something of the developer portal that is not there, or not for this person: both look the same.
import Button from "@mui/material/Button";
import type { Metadata } from "next";
import { findPerson } from "#app/_server/session.ts";
import { StatusPage } from "#components/ui/status-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default async function DeveloperNotFound() {
  const isSignedIn = (await findPerson()) !== null;
  return (
    <StatusPage
      code="404"
      title="This is not here, or not for you"
      action={
        <Button variant="contained" href="/developer/apis">
          Go to the APIs
        </Button>
      }
    >
      {isSignedIn
        ? "It may have been taken back or deleted, you may not be in its team any more, or the address has a typing error."
        : "Some APIs are for people who are signed in: sign in, and try again."}
    </StatusPage>
  );
}
