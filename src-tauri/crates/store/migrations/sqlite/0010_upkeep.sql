-- Daily reports that saved themselves, or that could not be saved; by the day they are of, as 2026-11-26.
CREATE TABLE saved_report (
    day TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    -- Until then a program is at it, or nobody tries again.
    claimed_until BIGINT NOT NULL,
    saved_at BIGINT,
    -- Why the last try failed.
    error TEXT
) WITHOUT ROWID;

-- The watch can save reports since, and quiet hours begin and end at a minute, on days of the week; they were whole hours.
UPDATE setting SET value = json_set(value,
    '$.quietFrom', printf('%02d:00', value ->> '$.quietFrom'), '$.quietTo', printf('%02d:00', value ->> '$.quietTo'),
    '$.quietDays', 'Mon,Tue,Wed,Thu,Fri,Sat,Sun',
    '$.reportSaved', json('false'), '$.reportFolder', '', '$.reportTime', '06:00') WHERE scope = 'watch';
UPDATE setting_change SET old_value = json_quote(printf('%02d:00', old_value)),
    new_value = json_quote(printf('%02d:00', new_value))
    WHERE scope = 'watch' AND field IN ('quietFrom', 'quietTo');
