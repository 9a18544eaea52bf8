"use client";
// The parameters of a topic: named by its address, described here.
import OutlinedInput from "@mui/material/OutlinedInput";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { MonoText } from "#components/ui/mono-text.tsx";
import { MAX_TOPIC_DESCRIPTION_LENGTH, type Topic } from "#lib/topics/topic.ts";

type TopicParametersProps = {
  parameters: Topic["parameters"];
  onEdit: (patch: Pick<Topic, "parameters">) => void;
};

export function TopicParameters({ parameters, onEdit }: TopicParametersProps) {
  if (parameters.length === 0) return null;
  const redescribe = (name: string, description: string) => {
    onEdit({ parameters: parameters.map((it) => (it.name === name ? { name, description } : it)) });
  };
  return (
    <TableContainer>
      <Table size="small" aria-label="Parameters">
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: "32%", pl: 0 }}>Parameter</TableCell>
            <TableCell sx={{ pr: 0 }}>Description of the parameter</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {parameters.map(({ name, description }) => (
            <TableRow key={name}>
              <TableCell component="th" scope="row" sx={{ pl: 0 }}>
                <MonoText>{`{${name}}`}</MonoText>
              </TableCell>
              <TableCell sx={{ pr: 0 }}>
                <OutlinedInput
                  fullWidth
                  size="small"
                  value={description}
                  placeholder="What it stands for"
                  onChange={(event) => redescribe(name, event.target.value)}
                  inputProps={{
                    "aria-label": `Description of {${name}}`,
                    maxLength: MAX_TOPIC_DESCRIPTION_LENGTH,
                  }}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
