import { beforeEach, describe, expect, it } from "vitest";

import { installPlatform } from "../platform/platform";
import { fakePlatform, refusal } from "../test/fake-platform";
import { rpc } from "./rpc";
import { RpcError } from "./rpc-error";

const platform = fakePlatform();

beforeEach(() => {
  platform.handlers = {};
  platform.calls.length = 0;
  installPlatform(platform);
});

describe("calling a command", () => {
  it("answers what the console answers", async () => {
    platform.handlers["jobs.get"] = ({ id }) => ({
      id,
      kind: "import",
      title: "Import",
      state: "running",
      done: 0,
      total: null,
      failures: 0,
      startedAt: "2026-11-23T10:00:00.000Z",
      finishedAt: null,
      result: null,
      error: null,
    });
    expect((await rpc("jobs.get", { id: 7 })).id).toBe(7);
    expect(platform.calls).toEqual([{ name: "jobs.get", request: { id: 7 } }]);
  });

  it("rejects with the console's code, message and details", async () => {
    platform.handlers["jobs.get"] = () => {
      throw refusal("notFound", "The job is not there.", { causes: ["ended long ago"] });
    };
    const error = await rpc("jobs.get", { id: 7 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({
      code: "notFound",
      message: "The job is not there.",
      details: { causes: ["ended long ago"] },
    });
  });

  it.each([new TypeError("the shell is gone"), "the shell is gone"])(
    "takes whatever else is thrown for a defect of the program",
    async (thrown) => {
      platform.handlers["jobs.list"] = () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the shell throws texts
        throw thrown;
      };
      await expect(rpc("jobs.list", {})).rejects.toMatchObject({
        code: "internal",
        message: "the shell is gone",
      });
    },
  );
});
