import type { ErrorBody } from "../bindings/ErrorBody";
import type { ErrorCode } from "../bindings/ErrorCode";

/** A command's refusal or failure. Switch on `code`; `message` is for people. */
export class RpcError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(body: ErrorBody) {
    super(body.message);
    this.name = "RpcError";
    this.code = body.code;
    this.details = body.details;
  }

  /** Whatever was thrown, as an `RpcError`: what is no `ErrorBody` is a defect of the program. */
  static from(thrown: unknown): RpcError {
    if (thrown instanceof RpcError) return thrown;
    if (isErrorBody(thrown)) return new RpcError(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new RpcError({ code: "internal", message, details: null });
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

/** What the screen says above the message. */
export const ERROR_TITLES: Record<ErrorCode, string> = {
  badRequest: "The request was not understood",
  unknownCommand: "This console does not know the command",
  notPermitted: "You may not do this",
  noWorkspace: "No workspace is open",
  notFound: "Not found",
  conflict: "Someone else changed it meanwhile",
  invalid: "Some values are not allowed",
  notAStore: "Not a sync store",
  newerFile: "Made by a newer version",
  readOnly: "The file cannot be written",
  locked: "Another program holds the file",
  diskFull: "The disk is full",
  unreachable: "The store or the org cannot be reached",
  file: "A file could not be read or written",
  canceled: "Canceled",
  internal: "Something went wrong in the console",
};

/** What is wrong with the values of a request, by field; empty for every other error. */
export function problemsByField(error: RpcError | null): Record<string, string> {
  if (error?.code !== "invalid" || !Array.isArray(error.details)) return {};
  return Object.fromEntries(
    error.details.filter(isFieldProblem).map(({ field, message }) => [field, message]),
  );
}

function isFieldProblem(value: unknown): value is { field: string; message: string } {
  return typeof value === "object" && value !== null && "field" in value && "message" in value;
}
