"use client";
// One endpoint: its backends in sight, everything that few need folded away.
import Box from "@mui/material/Box";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { timeUnits } from "#components/runtime/quantity.ts";
import { QuantityField } from "#components/runtime/quantity-field.tsx";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { BackendList } from "./backend-list.tsx";
import type { EndpointPart } from "./endpoint-part.ts";
import { headersSummary, healthSummary, timesSummary, tlsSummary } from "./endpoint-summaries.ts";
import type { EndpointEnvironment, EndpointValues } from "./endpoint-values.ts";
import { HeaderList } from "./header-list.tsx";
import { HealthFields } from "./health-fields.tsx";
import { strategyLabels, strategyWords } from "./strategy-words.ts";
import { TlsFields } from "./tls-fields.tsx";

type EndpointCardProps = {
  environment: EndpointEnvironment;
  part: EndpointPart;
  /** As it is stored, to go back to. */
  stored: EndpointValues;
  isReadOnly: boolean;
  testEndpoint: TestEndpoint;
};

export const endpointTitles = { production: "Production", sandbox: "Sandbox" } as const;

const captions = {
  production: "Where connections with production credentials go. The API cannot be deployed without it.",
  sandbox: "Where connections with sandbox credentials go, for trying things out. Optional.",
} as const;

const examples = {
  production: "wss://backend.example.com/socket",
  sandbox: "ws://localhost:9097",
} as const;

export function EndpointCard({ environment, part, stored, isReadOnly, testEndpoint }: EndpointCardProps) {
  const title = endpointTitles[environment];
  return (
    <SectionCard title={`${title} endpoint`} caption={captions[environment]}>
      <Box sx={{ pt: 1, pb: 2 }}>
        <BackendList
          part={part}
          title={title}
          example={examples[environment]}
          isReadOnly={isReadOnly}
          testEndpoint={testEndpoint}
        />
        <Strategy part={part} />
      </Box>
      <Advanced part={part} title={title} stored={stored} isReadOnly={isReadOnly} />
    </SectionCard>
  );
}

const strategyOptions = Object.entries(strategyLabels).map(([value, label]) => ({
  value: value as keyof typeof strategyLabels, // `Object.entries` widens the key
  label,
}));

/** Only a choice where there is more than one backend. */
function Strategy({ part }: { part: EndpointPart }) {
  const { backends, strategy } = part.values;
  if (backends.length < 2) return null;
  return (
    <Box sx={{ mt: 2.5 }}>
      <ChoiceField
        label="Strategy"
        value={strategy}
        options={strategyOptions}
        helperText={strategyWords(strategy, backends)}
        onChange={(chosen) => part.set({ strategy: chosen })}
      />
    </Box>
  );
}

type AdvancedProps = Pick<EndpointCardProps, "part" | "stored" | "isReadOnly"> & { title: string };

function Advanced({ part, title, stored, isReadOnly }: AdvancedProps) {
  const { values, problem } = part;
  const isWrong = (...fields: (keyof EndpointValues)[]) =>
    fields.some((field) => problem(field) !== undefined);
  return (
    <>
      <Fold title="Health" summary={healthSummary(values)} hasProblem={isWrong("health", "passive")}>
        <HealthFields part={part} />
      </Fold>
      <Fold title="Times" summary={timesSummary(values)} hasProblem={isWrong("connectTimeout", "slowStart")}>
        <TimeFields part={part} />
      </Fold>
      <Fold title="Backend credentials" summary={headersSummary(values)} hasProblem={isWrong("headers")}>
        <HeaderList part={part} stored={stored.headers} title={title} isReadOnly={isReadOnly} />
      </Fold>
      <Fold title="TLS" summary={tlsSummary(values)} hasProblem={isWrong("tls")}>
        <TlsFields part={part} stored={stored.tls} isReadOnly={isReadOnly} />
      </Fold>
    </>
  );
}

function TimeFields({ part }: { part: EndpointPart }) {
  const { values, set, problem } = part;
  return (
    <Box
      sx={{ display: "grid", gap: 2.5, pt: 1, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}
    >
      <QuantityField
        label="Connect within"
        units={timeUnits}
        quantity={values.connectTimeout}
        problem={problem("connectTimeout")}
        helperText="Name, TCP and TLS with one backend; then the next one is tried."
        onChange={(connectTimeout) => set({ connectTimeout })}
      />
      <QuantityField
        label="Slow start"
        units={timeUnits}
        quantity={values.slowStart}
        problem={problem("slowStart")}
        helperText="A backend that is back gets its full share only after this time. 0: at once."
        onChange={(slowStart) => set({ slowStart })}
      />
    </Box>
  );
}
