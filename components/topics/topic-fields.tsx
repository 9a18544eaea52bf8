"use client";
// What an expanded topic shows: name, types, description, parameters, URL mapping, security, scopes.
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { TopicMessageList } from "#components/messages/topic-message-list.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { TopicMessage } from "#lib/messages/topic-messages.ts";
import { MAX_TOPIC_DESCRIPTION_LENGTH, TOPIC_TYPES, type Topic, type TopicType } from "#lib/topics/topic.ts";
import type { RowProblems } from "#lib/topics/topic-problems.ts";
import { MappingPreview } from "./mapping-preview.tsx";
import { TopicHandshake } from "./topic-handshake.tsx";
import { TopicParameters } from "./topic-parameters.tsx";
import { type ScopeChoice, TopicScopes } from "./topic-scopes.tsx";
import { typeLooks } from "./topic-types.tsx";

export type TopicPatch = Partial<Omit<Topic, "channelKey">>;

type TopicFieldsProps = {
  apiId: string;
  messages: readonly TopicMessage[];
  endpoint: string;
  /** True where the API asks nobody for a credential. */
  isApiOpen: boolean;
  /** True where the API checks handshakes by the definition. */
  enforcesHandshake: boolean;
  /** Those that its topics may require. */
  scopes: readonly ScopeChoice[];
  topic: Topic;
  problems: RowProblems;
  testTopic: TestEndpoint;
  onEdit: (patch: TopicPatch) => void;
};

export function TopicFields(props: TopicFieldsProps) {
  const { topic, problems, onEdit } = props;
  return (
    <Stack sx={{ gap: 2.5, px: { xs: 2, sm: 2.5 }, pt: 1, pb: 2.5 }}>
      <Stack
        direction={{ xs: "column", md: "row" }}
        sx={{ columnGap: 3, rowGap: 2, alignItems: "flex-start" }}
      >
        <FormTextField
          label="Address"
          value={topic.address}
          problem={problems.address}
          helperText="Renaming keeps everything else of the topic."
          onChange={(event) => onEdit({ address: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
        />
        <TypeBoxes types={topic.types} problem={problems.types} onEdit={onEdit} />
      </Stack>
      <FormTextField
        label="Description"
        multiline
        minRows={2}
        maxRows={8}
        value={topic.description}
        problem={problems.description}
        onChange={(event) => onEdit({ description: event.target.value })}
        slotProps={{ htmlInput: { maxLength: MAX_TOPIC_DESCRIPTION_LENGTH } }}
      />
      <TopicParameters parameters={topic.parameters} onEdit={onEdit} />
      <TopicHandshake
        apiId={props.apiId}
        handshake={topic.handshake}
        isEnforced={props.enforcesHandshake}
        onEdit={onEdit}
      />
      <Mapping {...props} />
      {topic.channelKey === null ? null : (
        <Typography variant="body2">
          <Link href={`${sectionHref(props.apiId, "try")}?${new URLSearchParams({ topic: topic.address })}`}>
            Talk to this topic
          </Link>{" "}
          as it is deployed.
        </Typography>
      )}
      <TopicMessageList
        apiId={props.apiId}
        channelKey={topic.channelKey}
        address={topic.address}
        messages={props.messages}
      />
      <SecuritySwitch isSecured={topic.isSecured} isApiOpen={props.isApiOpen} onEdit={onEdit} />
      <TopicScopes apiId={props.apiId} topic={topic} choices={props.scopes} onEdit={onEdit} />
    </Stack>
  );
}

function Mapping({ apiId, endpoint, topic, problems, testTopic, onEdit }: TopicFieldsProps) {
  return (
    <div>
      <FormTextField
        label="URL Mapping"
        placeholder={topic.parameters[0] ? `/path?name={${topic.parameters[0].name}}` : "/path"}
        value={topic.uriMapping ?? ""}
        problem={problems.uriMapping}
        helperText="Appended to the endpoint URL. {name} is a parameter of the address, {query.param.NAME} one of the client's query. Empty passes the path on as requested."
        onChange={(event) => onEdit({ uriMapping: event.target.value === "" ? null : event.target.value })}
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
      />
      {problems.uriMapping ? null : (
        <MappingPreview
          apiId={apiId}
          endpoint={endpoint}
          address={topic.address}
          uriMapping={topic.uriMapping}
          testTopic={testTopic}
        />
      )}
    </div>
  );
}

type TypeBoxesProps = Pick<TopicFieldsProps, "onEdit"> & {
  types: readonly TopicType[];
  problem: string | undefined;
};

function TypeBoxes({ types, problem, onEdit }: TypeBoxesProps) {
  return (
    <FormControl component="fieldset" error={problem !== undefined} sx={{ flexShrink: 0 }}>
      <FormLabel component="legend" sx={{ fontSize: "0.8125rem" }}>
        What passes
      </FormLabel>
      <FormGroup row>
        {TOPIC_TYPES.map((type) => (
          <FormControlLabel
            key={type}
            label={`${typeLooks[type].label} (${typeLooks[type].direction})`}
            control={<Checkbox size="small" checked={types.includes(type)} />}
            onChange={(_event, isChecked) => {
              onEdit({ types: TOPIC_TYPES.filter((it) => (it === type ? isChecked : types.includes(it))) });
            }}
            slotProps={{ typography: { variant: "body2" } }}
          />
        ))}
      </FormGroup>
      {problem ? <FormHelperText>{problem}</FormHelperText> : null}
    </FormControl>
  );
}

type SecuritySwitchProps = Pick<TopicFieldsProps, "isApiOpen" | "onEdit"> & { isSecured: boolean };

function SecuritySwitch({ isSecured, isApiOpen, onEdit }: SecuritySwitchProps) {
  const effect = isSecured ? "Clients need a credential." : "Open to everyone: no credential is asked for.";
  return (
    <FormControl>
      <FormControlLabel
        label="Security"
        control={<Switch checked={isSecured} />}
        onChange={(_event, isChecked) => onEdit({ isSecured: isChecked })}
      />
      <FormHelperText sx={{ mt: 0 }}>
        {isApiOpen
          ? "This API asks nobody for a credential (see Runtime), so the switch has no effect now."
          : effect}
      </FormHelperText>
    </FormControl>
  );
}
