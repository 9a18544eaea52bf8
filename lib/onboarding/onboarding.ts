// "Use this API": an application, its subscription and a key in one go.
import { z } from "zod";
import { applicationFieldsSchema } from "#lib/applications/application.ts";

const id = z.string().min(1).max(64);

export const useApiSchema = z.object({
  apiId: id,
  planId: id,
  environment: z.enum(["production", "sandbox"]),
  /** One that is there, or a new one. */
  application: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("existing"), applicationId: id }),
    z.object({ kind: z.literal("new"), name: applicationFieldsSchema.shape.name }),
  ]),
});
export type UseApi = z.output<typeof useApiSchema>;
