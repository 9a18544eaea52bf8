// Random bytes by the few, for names and masks: drawn from the system's generator by the thousand, since a draw costs the
// same for eight bytes as for a thousand.
import { randomFillSync } from "node:crypto";

const POOL_BYTES = 4_096;
const pool = Buffer.allocUnsafeSlow(POOL_BYTES);
let used = POOL_BYTES;

/** So many bytes of a cryptographic generator, at most 4,096, that nobody else gets. */
export function randomBytes(size: number): Buffer {
  if (used + size > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.copyBytesFrom(pool, used, size);
  pool.fill(0, used, used + size);
  used += size;
  return bytes;
}
