"use client";
// The topics of an API with their modes; opened, the limits a topic has of its own.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { Fold } from "#components/ui/fold.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { RuntimeValues } from "./runtime-values.ts";
import { TopicPolicyFields } from "./topic-policy-fields.tsx";
import { type TopicPolicyRow, topicPolicySummary } from "./topic-policy-values.ts";

/** What stands in the definition and is no policy. */
export type PolicyProblem = { readonly address: string; readonly problem: string };

type TopicPoliciesProps = {
  apiId: string;
  form: DesignForm<RuntimeValues>;
  problems: readonly PolicyProblem[];
  /** The definition cannot be read, and so no topic. */
  isBroken: boolean;
  isReadOnly: boolean;
};

export function TopicPolicies({ apiId, form, problems, isBroken, isReadOnly }: TopicPoliciesProps) {
  const { topics } = form.values;
  const change = (address: string, patch: Partial<TopicPolicyRow>) =>
    form.set({ topics: topics.map((row) => (row.address === address ? { ...row, ...patch } : row)) });
  return (
    <>
      {isBroken ? (
        <Alert severity="error" sx={{ mt: 1 }}>
          The definition cannot be read, so its topics cannot be shown. <MendLink apiId={apiId} />
        </Alert>
      ) : null}
      {problems.map(({ address, problem }) => (
        <Alert key={address} severity="error" sx={{ mt: 1, mb: 1 }}>
          {address}: the policy in the definition cannot be used, and the API cannot be deployed. {problem}.{" "}
          <MendLink apiId={apiId} />
        </Alert>
      ))}
      <Stack component="ul" aria-label="Topics" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {topics.map((row, index) => (
          <li key={row.address}>
            <Fold
              title={<MonoText>{row.address}</MonoText>}
              summary={`${modeLabels[row.mode]}, ${topicPolicySummary(row)}`}
              hasProblem={form.problem("topics", String(index)) !== undefined}
            >
              <TopicPolicyFields
                row={row}
                runtime={form.values}
                isReadOnly={isReadOnly}
                problem={(path) => form.problem("topics", `${index}.${path}`)}
                onChange={(patch) => change(row.address, patch)}
              />
            </Fold>
          </li>
        ))}
      </Stack>
      {topics.length === 0 && !isBroken && problems.length === 0 ? (
        <Typography variant="body2">There are no topics yet.</Typography>
      ) : null}
    </>
  );
}

const modeLabels = { passthrough: "Passthrough", inspected: "Inspected" } as const;

function MendLink({ apiId }: { apiId: string }) {
  return (
    <Link href={sectionHref(apiId, "definition")} color="inherit" underline="always">
      Mend it on the AsyncAPI Definition page
    </Link>
  );
}
