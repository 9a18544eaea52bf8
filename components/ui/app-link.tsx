"use client";
// The one link of the portal: Next's, without prefetching (a list of APIs would otherwise ask the server for every page it
// names). The theme gives it to MUI's Link and to every button with an `href`, so server components need no wrapper.
import Link from "next/link";
import type { ComponentProps } from "react";

export function AppLink({ prefetch = false, ...props }: ComponentProps<typeof Link>) {
  return <Link prefetch={prefetch} {...props} />;
}
