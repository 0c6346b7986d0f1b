//! Random histories end as the reference model of the rules says: 1,000 commands here, 100,000 in the long form
//! (`npm run fault`). `HISTORY_COMMANDS` sets how many, `HISTORY_SEED` the seed of the first history.

use journeys::{effort::number_of, history};

#[test]
fn random_histories_end_as_the_rules_say() {
    let most = usize::try_from(number_of("HISTORY_COMMANDS", 1_000)).expect("a number of commands");
    let first = number_of("HISTORY_SEED", 1);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let beginning = runtime.block_on(history::Beginning::new());
    let (mut commands, mut histories) = (0, 0);
    while commands < most {
        match history::run(&runtime, &beginning, first + histories) {
            Ok(length) => commands += length,
            Err(difference) => panic!("{difference}"),
        }
        histories += 1;
    }
    println!("{commands} commands in {histories} histories, seeds from {first}: no difference");
}
