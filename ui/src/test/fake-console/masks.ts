import type { ConsoleEvent } from "../../bindings/ConsoleEvent";
import type { MaskRulesView } from "../../bindings/MaskRulesView";
import type { Reveal } from "../../bindings/Reveal";
import type { TransactionDetail } from "../../bindings/TransactionDetail";
import { MASK } from "../../components/text/mask";
import { type Handlers, refusal } from "../fake-platform";

/** The rules as a new store has them; of the built-in ones only some. */
export function masksView(): MaskRulesView {
  const part = (field: string) => ({ objectName: null, field, isPart: true, mask: true });
  return {
    mask: MASK,
    builtIn: [
      part("email"),
      part("phone"),
      { objectName: null, field: "Name", isPart: false, mask: true },
      { objectName: "Visit", field: "Name", isPart: false, mask: false },
    ],
    value: { onScreen: true, own: [] },
    version: 0,
    history: [],
  };
}

/** Rules that can be saved, and reveals that are kept. The fake masks nothing itself: fixtures hold the mask. */
export function maskHandlers(
  emit: (event: ConsoleEvent) => void,
  find: (key: string) => TransactionDetail,
): Handlers {
  let view = masksView();
  const reveals: Reveal[] = [];
  return {
    "masks.get": () => view,
    "masks.save": ({ value, expectedVersion, reason }) => {
      if (expectedVersion !== view.version) {
        throw refusal(
          "conflict",
          "What personal data is masked was changed by someone else meanwhile.",
          view,
        );
      }
      const changed = (["onScreen", "own"] as const).filter(
        (field) => JSON.stringify(view.value[field]) !== JSON.stringify(value[field]),
      );
      const history = changed.map((field) => ({
        scope: { kind: "masks" as const },
        changedAt: new Date().toISOString(),
        actor: "sam",
        field,
        oldValue: JSON.stringify(view.value[field]),
        newValue: JSON.stringify(value[field]),
        reason,
      }));
      view = { ...view, value, version: view.version + 1, history: [...history, ...view.history] };
      emit({ type: "masksChanged" });
      return view;
    },
    "payload.reveal": ({ place, field, reason }) => {
      const detail = place.kind === "record" ? undefined : find(place.transactionId);
      const reveal: Reveal = {
        number: reveals.length + 1,
        revealedAt: new Date().toISOString(),
        actor: "sam",
        what:
          place.kind === "record"
            ? { ...place, objectName: "Account", field }
            : {
                kind: "payload",
                transactionId: place.transactionId,
                transactionName: detail?.transaction.Name ?? "",
                itemId: place.itemId,
                objectName: "Account",
                field,
              },
        reason: reason ?? null,
      };
      reveals.unshift(reveal);
      detail?.reveals.unshift(reveal);
      emit({ type: "revealed" });
      return { value: '"ann@example.com"', reveal };
    },
    "reveals.list": ({ before, limit }) => {
      const older = reveals.filter(({ number }) => before === null || number < before);
      return { reveals: older.slice(0, limit), hasMore: older.length > limit };
    },
  };
}
