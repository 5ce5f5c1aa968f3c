//! Coroutines: what can be awaited, and statements that only they have.

use crate::generator::Generator;
use crate::prelude::Helper;
use crate::scope::{Form, Kind};

impl Generator<'_> {
    /// `await ...`, in an `async def`.
    pub(crate) fn await_expression(&mut self, depth: usize) -> String {
        self.helper(Helper::Loop);
        self.spend(6);
        if self.choices.chance(110)
            && let Some(call) = self.coroutine_call(depth)
        {
            return format!("(await {call})");
        }
        format!("(await Pause({}))", self.int(depth.min(1)))
    }

    /// Drives some coroutines to their ends; false if there are none.
    pub(crate) fn drive(&mut self) -> bool {
        let Some(first) = self.coroutine_call(1) else { return false };
        self.helper(Helper::Loop);
        let mut text = format!("drive({first}");
        for _ in 0..self.choices.below(3) {
            if let Some(call) = self.coroutine_call(1) {
                let space = self.space();
                text.push_str(&format!(",{space}{call}"));
            }
        }
        text.push(')');
        self.line(&text);
        true
    }

    /// A statement that only `async def` has.
    pub(crate) fn async_statement(&mut self) {
        match self.choices.below(6) {
            0 | 1 => {
                let value = self.await_expression(1);
                let target = self.target(Kind::Int, false);
                self.line(&format!("{target} = {value}"));
                self.declare(&target, Kind::Int);
            }
            2 => self.async_for(),
            3 | 4 => self.async_with(),
            _ => self.async_comprehension(),
        }
    }

    /// Something for `async for`, and its number of rounds.
    fn async_source(&mut self) -> (String, u64) {
        self.helper(Helper::Loop);
        if self.choices.chance(128)
            && let Some((call, yields)) = self.async_generator_call(1)
        {
            return (format!("keep({call})"), yields.max(1));
        }
        self.helper(Helper::Ticker);
        let rounds = self.choices.below(4);
        self.spend(6 * rounds as u64);
        (format!("Ticker({rounds})"), rounds as u64)
    }

    fn async_for(&mut self) {
        let (source, rounds) = self.async_source();
        if !self.affordable_rounds(rounds) {
            return self.line(&source);
        }
        let target = self.target(Kind::Int, true);
        self.declare(&target, Kind::Int);
        self.line(&format!("async for {target} in {source}:"));
        self.looped(rounds, 3);
        if self.choices.chance(60) {
            self.line("else:");
            self.block(2);
        }
    }

    fn async_with(&mut self) {
        self.helper(Helper::AsyncManager);
        self.spend(20);
        let (tag, mode) = (self.choices.below(9), self.choices.below(3));
        let binding = if self.choices.chance(128) {
            let target = self.target(Kind::Int, true);
            self.declare(&target, Kind::Int);
            format!(" as {target}")
        } else {
            String::new()
        };
        self.line(&format!("async with AsyncManager({tag}, {mode}){binding}:"));
        self.block(3);
    }

    fn async_comprehension(&mut self) {
        // Names cannot be bound in what a comprehension runs over.
        self.pure += 1;
        let (source, rounds) = self.async_source();
        self.pure -= 1;
        let target = self.target(Kind::List, false);
        self.rounds *= rounds.max(1);
        self.flat += 1;
        let (name, element) = self.with_inner(Kind::Int, |this| this.int(1));
        self.flat -= 1;
        self.rounds /= rounds.max(1);
        self.line(&format!("{target} = [{element} async for {name} in {source}]"));
        self.declare(&target, Kind::List);
    }

    /// Whether the function that is being written is asynchronous.
    pub(crate) fn in_async(&self) -> bool {
        self.form().is_some_and(Form::is_async)
    }
}
