//! The icon with a dot: something is not read.

/// Across, as a share of the icon's smaller side: half of it.
const SHARE: u32 = 2;
/// Its colour, readable on light and dark panels.
const COLOUR: [u8; 4] = [0xf0, 0x3e, 0x3e, 0xff];

/// The pixels of an icon (RGBA, row by row) with a dot in the lower right corner.
pub(super) fn dotted(rgba: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut dotted = rgba.to_vec();
    let across = width.min(height) / SHARE;
    // Twice the distance from the centre, so that whole numbers do.
    let is_within = |x: u32, y: u32| {
        let dx = i64::from(2 * (width - x)) - i64::from(across) - 1;
        let dy = i64::from(2 * (height - y)) - i64::from(across) - 1;
        dx * dx + dy * dy <= i64::from(across) * i64::from(across)
    };
    for (at, pixel) in (0_u32..).zip(dotted.chunks_exact_mut(4)) {
        if is_within(at % width.max(1), at / width.max(1)) {
            pixel.copy_from_slice(&COLOUR);
        }
    }
    dotted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dot_is_round_and_in_the_lower_right_corner() {
        let drawn = dotted(&[0; 8 * 8 * 4], 8, 8);
        let rows: Vec<String> = drawn
            .chunks_exact(8 * 4)
            .map(|row| {
                row.chunks_exact(4)
                    .map(|pixel| if pixel == COLOUR { '#' } else { '.' })
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                "........", "........", "........", "........", ".....##.", "....####", "....####",
                ".....##."
            ]
        );
        assert!(dotted(&[], 0, 0).is_empty());
    }
}
