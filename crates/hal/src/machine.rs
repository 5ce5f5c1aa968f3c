//! What the module `machine` needs of a port: timers, the masking of interrupts, memory, the processor.
//!
//! [`TimerBank`] is the logic of timers that share one hardware timer, for ports to use.

/// Something happened that a program wants to know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number of the source: that of a timer.
    pub source: u8,
    /// When it happened, on the clock of [`crate::Host::monotonic_nanoseconds`].
    pub nanoseconds: u64,
}

/// Why the processor started last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetCause {
    /// Power came on.
    PowerOn,
    /// The reset line.
    Hard,
    /// A watchdog.
    Watchdog,
    /// Sleep has ended.
    DeepSleep,
    /// The program asked for it.
    Soft,
}

/// How much memory is accessed at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 8 bits.
    Byte,
    /// 16 bits.
    Half,
    /// 32 bits.
    Word,
}

impl Width {
    /// The number of bytes.
    pub fn bytes(self) -> usize {
        match self {
            Width::Byte => 1,
            Width::Half => 2,
            Width::Word => 4,
        }
    }
}

/// The hardware of a port.
#[allow(unused_variables)]
pub trait Machine: Sync {
    /// The number of timers.
    fn timers(&self) -> u8;

    /// Starts a timer, anew if it runs: it fires after `period` nanoseconds and, if it is `periodic`, every `period` from
    /// then on. False if there is no such timer or the period is too short or too long for it.
    fn start(&self, timer: u8, period: u64, periodic: bool, hard: bool) -> bool;

    /// Stops a timer. Its events that were not taken are dropped.
    fn stop(&self, timer: u8);

    /// Whether a timer will fire, or has an event that was not taken.
    fn runs(&self, timer: u8) -> bool;

    /// Takes an event, of a hard source or a soft one.
    fn take_event(&self, hard: bool) -> Option<Event>;

    /// How often a timer fired again before its last event was taken.
    fn lost_events(&self) -> u32;

    /// Masks interrupts; the result says how it was, for [`Machine::enable_interrupts`].
    fn disable_interrupts(&self) -> u32;

    /// Restores what [`Machine::disable_interrupts`] returned.
    fn enable_interrupts(&self, state: u32);

    /// Reads memory at an aligned address. `None` if there is nothing.
    fn read_memory(&self, address: usize, width: Width) -> Option<u32> {
        None
    }

    /// Writes memory at an aligned address. False if there is nothing.
    fn write_memory(&self, address: usize, width: Width, value: u32) -> bool {
        false
    }

    /// Starts the processor anew. Returns only if that is not possible.
    fn reset(&self) {}

    /// The processor's clock in hertz.
    fn frequency(&self) -> u32;

    /// Calls `visit` with bytes that no other chip of the kind has; zeros if there are none.
    fn unique_id(&self, visit: &mut dyn FnMut(&[u8])) {
        visit(&[0; 8]);
    }

    /// Waits for an interrupt.
    fn idle(&self) {}

    /// Why the processor started last.
    fn reset_cause(&self) -> ResetCause {
        ResetCause::PowerOn
    }
}

#[derive(Clone, Copy, Debug)]
struct Timer {
    /// When it fires next.
    deadline: u64,
    /// 0: it fires once.
    period: u64,
    runs: bool,
    hard: bool,
    /// When the event happened that was not taken yet.
    fired: Option<u64>,
}

/// The timers of a port that has one hardware timer, or a tick, for all of them. Times are in any unit of the port's. The
/// port calls it with interrupts masked.
#[derive(Debug)]
pub struct TimerBank<const COUNT: usize> {
    timers: [Timer; COUNT],
    /// Timers from this number on were never used.
    used: usize,
    lost: u32,
}

impl<const COUNT: usize> Default for TimerBank<COUNT> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const COUNT: usize> TimerBank<COUNT> {
    /// All of them stopped.
    pub const fn new() -> Self {
        const STOPPED: Timer = Timer { deadline: 0, period: 0, runs: false, hard: false, fired: None };
        TimerBank { timers: [STOPPED; COUNT], used: 0, lost: 0 }
    }

    /// Starts a timer; false if there is none of this number, or the period is nothing.
    pub fn start(&mut self, timer: u8, now: u64, period: u64, periodic: bool, hard: bool) -> bool {
        let number = usize::from(timer);
        let Some(timer) = self.timers.get_mut(number).filter(|_| period > 0) else { return false };
        let deadline = now.saturating_add(period);
        *timer = Timer { deadline, period: if periodic { period } else { 0 }, runs: true, hard, fired: None };
        self.used = self.used.max(number + 1);
        true
    }

    /// Stops a timer.
    pub fn stop(&mut self, timer: u8) {
        if let Some(timer) = self.timers.get_mut(usize::from(timer)) {
            timer.runs = false;
            timer.fired = None;
        }
    }

    /// Whether a timer will fire, or has an event that was not taken.
    pub fn runs(&self, timer: u8) -> bool {
        self.timers.get(usize::from(timer)).is_some_and(|timer| timer.runs || timer.fired.is_some())
    }

    /// Stops all timers.
    pub fn stop_all(&mut self) {
        *self = Self::new();
    }

    /// Fires the timers whose time has come; says whether there are events of hard ones and of soft ones.
    #[inline]
    pub fn advance(&mut self, now: u64) -> (bool, bool) {
        let (mut hard, mut soft) = (false, false);
        for timer in self.timers.iter_mut().take(self.used) {
            if !timer.runs || timer.deadline > now {
                continue;
            }
            if timer.fired.is_some() {
                self.lost = self.lost.wrapping_add(1);
            } else {
                timer.fired = Some(timer.deadline);
            }
            if timer.period == 0 {
                timer.runs = false;
            } else {
                timer.deadline = timer.deadline.saturating_add(timer.period);
                // An interrupt that came so late that the next time has passed as well.
                while timer.deadline <= now {
                    timer.deadline = timer.deadline.saturating_add(timer.period);
                    self.lost = self.lost.wrapping_add(1);
                }
            }
            if timer.hard {
                hard = true;
            } else {
                soft = true;
            }
        }
        (hard, soft)
    }

    /// The first time after `time` at which a timer fires, if that is before `limit`; else `limit`. It should be near.
    #[inline]
    pub fn next(&self, time: u64, limit: u64) -> u64 {
        let mut first = limit;
        for timer in self.timers.iter().take(self.used).filter(|timer| timer.runs) {
            let mut deadline = timer.deadline;
            while deadline <= time && timer.period != 0 {
                deadline = deadline.saturating_add(timer.period);
            }
            if deadline > time {
                first = first.min(deadline);
            }
        }
        first
    }

    /// Whether the timers that run, at most one, have this period and no end.
    pub fn has_period(&self, period: u64) -> bool {
        let mut running = self.timers.iter().take(self.used).filter(|timer| timer.runs);
        running.next().is_none_or(|timer| timer.period == period) && running.next().is_none()
    }

    /// Takes the first event.
    pub fn take(&mut self, hard: bool) -> Option<(u8, u64)> {
        let mut first: Option<(usize, u64)> = None;
        for (number, timer) in self.timers.iter().enumerate().take(self.used) {
            if let Some(time) = timer.fired.filter(|_| timer.hard == hard) {
                if first.is_none_or(|(_, earliest)| time < earliest) {
                    first = Some((number, time));
                }
            }
        }
        let (number, time) = first?;
        self.timers.get_mut(number)?.fired = None;
        Some((number as u8, time))
    }

    /// Events that were lost because the one before had not been taken.
    pub fn lost(&self) -> u32 {
        self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::TimerBank;

    #[test]
    fn timers_fire_in_order_and_count_what_is_lost() {
        let mut bank = TimerBank::<3>::new();
        assert!(bank.start(0, 100, 50, true, true));
        assert!(bank.start(2, 100, 30, false, true));
        assert!(bank.start(1, 100, 60, false, false));
        assert!(!bank.start(3, 100, 60, false, false));
        assert!(!bank.start(0, 100, 0, true, true));
        assert_eq!((bank.next(100, 1000), bank.next(130, 1000), bank.next(160, 1000)), (130, 150, 200));
        assert_eq!(bank.next(100, 120), 120);
        assert_eq!(bank.advance(129), (false, false));
        assert_eq!(bank.advance(160), (true, true));
        assert_eq!(bank.take(true), Some((2, 130)));
        assert_eq!(bank.take(true), Some((0, 150)));
        assert_eq!(bank.take(true), None);
        assert!(bank.runs(1) && bank.runs(0) && !bank.runs(2));
        assert_eq!(bank.take(false), Some((1, 160)));
        assert!(!bank.runs(1));
        assert_eq!((bank.next(160, 1000), bank.lost()), (200, 0));
        bank.advance(200);
        // Two times before anybody looked, one of them behind the one that waits.
        bank.advance(300);
        assert_eq!((bank.next(300, 1000), bank.lost()), (350, 2));
        bank.stop(0);
        assert_eq!((bank.next(300, 1000), bank.take(true)), (1000, None));
    }
}
