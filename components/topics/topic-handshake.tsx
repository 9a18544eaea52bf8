"use client";
// What a topic's handshake takes (WebSockets binding of its channel): method, query parameters, headers.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import type { Handshake } from "#lib/topics/handshake.ts";
import { NO_HANDSHAKE } from "#lib/topics/handshake-form.ts";
import { handshakeProblems } from "#lib/topics/handshake-problems.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { HandshakeRows } from "./handshake-rows.tsx";
import { WrittenElsewhere } from "./written-elsewhere.tsx";

type TopicHandshakeProps = {
  apiId: string;
  handshake: Handshake | undefined;
  /** True where the API checks handshakes by what stands here. */
  isEnforced: boolean;
  onEdit: (patch: Pick<Topic, "handshake">) => void;
};

export function TopicHandshake({ apiId, handshake = NO_HANDSHAKE, isEnforced, onEdit }: TopicHandshakeProps) {
  const problems = handshakeProblems(handshake);
  const edit = (patch: Partial<Handshake>) => onEdit({ handshake: { ...handshake, ...patch } });
  const shared = { apiId, handshake, isEnforced, problems, onEdit: edit };
  return (
    <Stack component="section" aria-label="Handshake" sx={{ gap: 2 }}>
      <div>
        <Typography component="h3" sx={{ fontSize: "0.9375rem", fontWeight: 600 }}>
          Handshake
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {isEnforced
            ? "Once this is deployed, a handshake that lacks a required parameter or header, or brings a value that its type or its allowed values rule out, is refused with 400. "
            : "The gateway does not check these yet: the backend judges them. "}
          <Link href={sectionHref(apiId, "runtime")}>
            {isEnforced ? "See Runtime" : "Turn it on at Runtime"}
          </Link>
        </Typography>
      </div>
      <MethodField apiId={apiId} handshake={handshake} onEdit={edit} />
      <HandshakeRows list="query" {...shared} />
      <HandshakeRows list="headers" {...shared} />
    </Stack>
  );
}

const methods = [
  { value: "", label: "Not said" },
  { value: "GET", label: "GET" },
  { value: "POST", label: "POST" },
] as const;

type MethodFieldProps = { apiId: string; handshake: Handshake; onEdit: (patch: Partial<Handshake>) => void };

function MethodField({ apiId, handshake, onEdit }: MethodFieldProps) {
  if (handshake.written.locked.includes("method"))
    return <WrittenElsewhere apiId={apiId} what="The method" />;
  return (
    <Box sx={{ maxWidth: { sm: 360 } }}>
      <ChoiceField
        label="Method"
        value={handshake.method ?? ""}
        options={methods}
        helperText="What the definition says. A WebSocket handshake over HTTP/1.1 is a GET."
        onChange={(value) => onEdit({ method: value === "" ? null : value })}
      />
    </Box>
  );
}
