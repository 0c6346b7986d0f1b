// plainjob on better-sqlite3: puts jobs in, then has a worker take, run and finish each of them.
// Usage: plainjob_queue.js FILE JOBS, where FILE is not there yet. Prints {"jobs": N, "seconds": S} for the taking alone.
import Database from "better-sqlite3";
import { better, defineQueue, defineWorker } from "plainjob";

const [file, count] = [process.argv[2], Number(process.argv[3])];
const database = new Database(file);
const quiet = { error: console.error, warn() {}, info() {}, debug() {} };
const queue = defineQueue({ connection: better(database), logger: quiet });
// It sets NORMAL, which can lose what was committed when the power goes.
database.pragma("synchronous = FULL");

const payload = (number) =>
  [0, 1, 2].map((item) => ({
    objectName: "Visit",
    operation: "insert",
    recordIdentifier: `device-${number}-${item}`,
    fieldValues: { AccountId: "001000000000000AAA", Status: "Completed", Item: item },
  }));
queue.addMany(
  "apply",
  Array.from({ length: count }, (_, number) => payload(number)),
);

let done = 0;
const worker = defineWorker(
  "apply",
  (job) => {
    if (JSON.parse(job.data).length !== 3) throw new Error(`job ${job.id} has lost items`);
  },
  {
    queue,
    logger: quiet,
    onCompleted: () => {
      done += 1;
      if (done === count) void worker.stop();
    },
  },
);
const began = performance.now();
await worker.start();
console.log(JSON.stringify({ jobs: done, seconds: (performance.now() - began) / 1_000 }));
queue.close();
