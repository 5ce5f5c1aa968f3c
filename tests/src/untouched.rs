//! What the interpreter offers and no fixture mentions.

use std::collections::BTreeSet;

/// The program that prints everything the interpreter offers, a `owner name` a line.
pub const INTROSPECTION: &str = include_str!("introspect.py");

/// The words of Python sources: names, and names after a dot.
#[derive(Clone, Debug, Default)]
pub struct Words {
    names: BTreeSet<String>,
    attributes: BTreeSet<String>,
}

impl Words {
    /// Adds the words of one source.
    pub fn read(&mut self, source: &str) {
        let mut previous = ' ';
        let mut word = String::new();
        let mut before_word = ' ';
        for character in source.chars().chain(Some(' ')) {
            if character.is_alphanumeric() || character == '_' {
                if word.is_empty() {
                    before_word = previous;
                }
                word.push(character);
            } else if !word.is_empty() {
                if before_word == '.' {
                    self.attributes.insert(word.clone());
                }
                self.names.insert(std::mem::take(&mut word));
            }
            previous = character;
        }
    }

    /// Whether a line of the introspection is mentioned: a method after a dot, others anywhere.
    pub fn mention(&self, owner: &str, name: &str) -> bool {
        match owner.strip_prefix("type:") {
            Some(_) => self.attributes.contains(name),
            None => self.names.contains(name),
        }
    }
}

/// The lines of an introspection's output that the words do not mention.
pub fn untouched(offered: &str, words: &Words) -> Vec<String> {
    let is_untouched = |line: &&str| match line.split_once(' ') {
        Some((owner, name)) => !words.mention(owner, name),
        None => false,
    };
    offered.lines().filter(is_untouched).map(str::to_string).collect()
}
