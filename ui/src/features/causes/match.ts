import type { CauseMatch } from "../../bindings/CauseMatch";
import type { ExplainErrorRequest } from "../../bindings/ExplainErrorRequest";

/** An error, as error groups and log entries tell it. */
export interface KnownError {
  errorCode: string;
  objectName: string | null;
  fieldName: string | null;
  message: string | null;
}

/** Asks the catalogue for what explains an error. */
export function explainRequest({ message, ...error }: KnownError): ExplainErrorRequest {
  return { ...matchOf({ ...error, message: null }), ...(message !== null && { message }) };
}

/** The conditions of an entry that explains errors like this one, whatever their message. */
export function matchOf({ errorCode, objectName, fieldName }: KnownError): CauseMatch {
  return {
    errorCode,
    ...(objectName !== null && { objectName }),
    ...(fieldName !== null && { fieldName }),
  };
}
