// Parameters of a topic's address, or variables of a server: what may stand in their places. Draws on the server.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Markdown } from "#components/ui/markdown.tsx";
import { address } from "#lib/asyncapi/reading/address.ts";
import type { ReadingParameter } from "#lib/asyncapi/reading/parameter.ts";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { ReadingParts } from "./reading-about.tsx";
import { valuesLook } from "./reading-schema-look.ts";
import { AllowedValues, GivenValues } from "./reading-values.tsx";

type ReadingParametersProps = {
  /** Address of the topic or the server. */
  id: string;
  parameters: readonly ReadingParameter[];
  title?: string;
};

export function ReadingParameters({ id, parameters, title = "Parameters" }: ReadingParametersProps) {
  if (parameters.length === 0) return null;
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h4" component="h3">
        {title}
      </Typography>
      <Box component="dl" sx={look}>
        {parameters.map((parameter) => (
          <Parameter key={parameter.name} id={address.parameter(id, parameter.name)} parameter={parameter} />
        ))}
      </Box>
    </Box>
  );
}

function Parameter({ id, parameter }: { id: string; parameter: ReadingParameter }) {
  const { name, place, description, values, preset, examples, location, extensions } = parameter;
  const isFixed = values.length === 1;
  const saysNothing = [description, preset, location].every((text) => text === "");
  return (
    <div className="parameter" id={id}>
      <dt>
        <code>{name}</code>
        <ItemMenuButton name={name} address={id} {...(place ? { place } : {})} />
      </dt>
      <dd>
        {description ? <Markdown text={description} under={3} /> : null}
        {isFixed ? <GivenValues words="Always" values={values} /> : <AllowedValues values={values} />}
        <GivenValues words="Default" values={preset === "" ? [] : [preset]} />
        <GivenValues words="For example" values={examples} />
        {location ? <div className="quiet">The same as {location}.</div> : null}
        {saysNothing && values.length + examples.length === 0 ? "No description." : null}
        <ReadingParts title="Extensions" of={name} parts={extensions} />
      </dd>
    </div>
  );
}

const look = {
  ...valuesLook,
  ...{ m: 0, mt: 0.5, fontSize: "0.875rem", overflowWrap: "anywhere", minWidth: 0 },
  "& .parameter": { display: { xs: "block", sm: "flex" }, columnGap: 2, py: 0.5 },
  "& .parameter:target": { bgcolor: "action.selected", borderRadius: 1 },
  "& dt": { minWidth: 140, fontWeight: 600 },
  "& dd": { m: 0, minWidth: 0, flex: 1 },
} as const;
