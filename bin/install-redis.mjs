// Makes sure that there is a redis-server for the tests of budgets that gateways share; installs Debian's where there is none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const installLimitMs = 5 * 60_000;

function isInstalled() {
  return spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;
}

function apt(...args) {
  // With a run level of 1 Debian's package does not start a server of its own. sudo passes no environment on.
  const command = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", ...args];
  const [file, ...rest] = process.getuid?.() === 0 ? command : ["sudo", "-n", ...command];
  console.log(`$ apt-get ${args.join(" ")}`);
  return spawnSync(file, rest, { stdio: "inherit", timeout: installLimitMs }).status === 0;
}

function installDebians() {
  return apt("update", "-q") && apt("install", "-y", "-q", "--no-install-recommends", "redis-server");
}

if (!isInstalled() && existsSync("/etc/debian_version")) installDebians();
if (isInstalled()) console.log("Redis: redis-server is there.");
else {
  console.log(
    "No redis-server on this machine. Install Redis 6.2 or newer, and put redis-server on the PATH.",
  );
  process.exitCode = 1;
}
