import type { Profile } from "../../bindings/Profile";
import type { User } from "../../bindings/User";
import type { Handlers } from "../fake-platform";

const FIRST = ["Anna", "Ben", "Carla", "David", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas"];
const LAST = ["Keller", "Moreau", "Novak", "Okafor", "Petrov", "Quinn", "Rossi", "Silva"];

export const PROFILES: Profile[] = ["Sales Representative", "Key Account Manager", "Medical Liaison"].map(
  (Name, at) => ({ Id: `00e00000000000${at}AAA`, Name }),
);

export const USERS: User[] = Array.from({ length: 40 }, (_, at) => {
  const name = `${FIRST[at % 10] ?? ""} ${LAST[at % 8] ?? ""}`;
  return {
    Id: `00500000000${String(at).padStart(4, "0")}AAA`,
    Name: name,
    Username: `${name.toLowerCase().replace(" ", ".")}@example.com`,
    ProfileId: PROFILES[at % 3]?.Id ?? "",
    Territory: `Territory ${1 + (at % 8)}`,
    IsActive: true,
  };
});

export function peopleHandlers(): Handlers {
  return {
    "users.list": ({ search, limit }) =>
      USERS.filter(({ Name, Username, Id }) =>
        `${Name} ${Username} ${Id}`.toLowerCase().includes(search.toLowerCase()),
      ).slice(0, limit),
    "profiles.list": () => PROFILES,
  };
}
