//! The Gregorian calendar, extended to all years.

const DAY: i64 = 86_400;
/// Days of 400 years.
const ERA: i64 = 146_097;
/// Days from 1 March 0000 to 1 January 1970.
const EPOCH: i64 = 719_468;

/// The number of days from 1970 to a date. Months beyond 12 are months of later years.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    // Years are counted from March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    year.div_euclid(400) * ERA + day_of_era - EPOCH + day - 1
}

/// Year, month, day, hour, minute, second, day of the week from Monday = 0, day of the year from 1.
pub(super) fn from_seconds(seconds: i64) -> [i64; 8] {
    let day_number = seconds.div_euclid(DAY);
    let second = seconds.rem_euclid(DAY);
    let shifted = day_number + EPOCH;
    let day_of_era = shifted.rem_euclid(ERA);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    let year = shifted.div_euclid(ERA) * 400 + year_of_era + i64::from(month <= 2);
    let week_day = (day_number + 3).rem_euclid(7);
    let year_day = day_number - days(year, 1, 1) + 1;
    [year, month, day, second / 3600, second / 60 % 60, second % 60, week_day, year_day]
}

/// The seconds since 1970 of year, month, day, hour, minute, second.
pub(super) fn to_seconds(parts: &[i64; 6]) -> i64 {
    let [year, month, day, hour, minute, second] = *parts;
    days(year, month, day) * DAY + hour * 3600 + minute * 60 + second
}
