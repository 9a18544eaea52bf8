// The portal opens on the list of APIs, or for those who only consume them on the developer portal.
import { redirect } from "next/navigation";
import { homeOf } from "#app/_server/navigation.ts";
import { requirePerson } from "#app/_server/session.ts";

export default async function HomePage(): Promise<never> {
  redirect(homeOf(await requirePerson()));
}
