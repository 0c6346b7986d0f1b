import type { EditProblem } from "../../../bindings/EditProblem";
import { isSameName } from "../payload/payload";

/** The problems of one item; of the transaction itself for null. */
export function problemsOf(problems: EditProblem[], itemId: string | null): EditProblem[] {
  return problems.filter((problem) => problem.itemId === itemId);
}

/** The problems of one field, in any case. */
export function problemsOfField(problems: EditProblem[], name: string): EditProblem[] {
  return problems.filter(({ field }) => field !== null && isSameName(field, name));
}

/** The problems that stand at no field. */
export function problemsOfWhole(problems: EditProblem[]): EditProblem[] {
  return problems.filter(({ field }) => field === null);
}
