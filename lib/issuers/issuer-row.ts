// An issuer's row as the record that gateway and portal verify tokens by. Pure.
import { type IssuerRecord, issuerRecordSchema } from "#lib/routes/issuer-record.ts";

type Row = { readonly algorithms: string; readonly keys: string; readonly clockSkewSeconds: number };

export function issuerRecordOf(row: Row): IssuerRecord {
  return issuerRecordSchema.parse({
    ...row,
    algorithms: JSON.parse(row.algorithms),
    keys: JSON.parse(row.keys),
    clockSkewMs: row.clockSkewSeconds * 1_000,
  });
}
