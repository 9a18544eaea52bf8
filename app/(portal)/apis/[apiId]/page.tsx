// The address of an API without a section opens its overview.
import { redirect } from "next/navigation";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import type { ApiParams } from "./load-api-state.ts";

export default async function ApiPage({ params }: ApiParams): Promise<never> {
  redirect(sectionHref((await params).apiId, "overview"));
}
