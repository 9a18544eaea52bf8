"use client";
// By which algorithms an issuer may sign.
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import { type IssuerAlgorithm, issuerAlgorithms } from "#lib/routes/issuer-record.ts";

type AlgorithmBoxesProps = {
  chosen: readonly IssuerAlgorithm[];
  choose: (chosen: readonly IssuerAlgorithm[]) => void;
  problem: string | undefined;
};

export function AlgorithmBoxes({ chosen, choose, problem }: AlgorithmBoxesProps) {
  return (
    <FormControl component="fieldset" error={problem !== undefined}>
      <FormLabel component="legend">Algorithms</FormLabel>
      <FormGroup row>
        {issuerAlgorithms.map((algorithm) => (
          <FormControlLabel
            key={algorithm}
            label={algorithm}
            control={
              <Checkbox
                size="small"
                checked={chosen.includes(algorithm)}
                onChange={(event) =>
                  choose(
                    issuerAlgorithms.filter((it) =>
                      it === algorithm ? event.target.checked : chosen.includes(it),
                    ),
                  )
                }
              />
            }
          />
        ))}
      </FormGroup>
      {problem === undefined ? null : <FormHelperText>{problem}</FormHelperText>}
    </FormControl>
  );
}
