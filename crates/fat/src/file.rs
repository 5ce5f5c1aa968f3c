//! Contents of files.

use crate::directory::{Place, Stamp};
use crate::{Device, Error, Outcome, Session, errno};

impl<D: Device> Session<'_, D> {
    /// Reads from a position of the file whose entry is at a place; fewer bytes at its end.
    pub fn read(&mut self, place: Place, position: u32, buffer: &mut [u8]) -> Outcome<usize, D> {
        let (cluster, size) = self.entry_at(place)?;
        let wanted = (size.saturating_sub(position) as usize).min(buffer.len());
        let mut done = 0;
        while let Some(rest) = buffer.get_mut(done..wanted).filter(|rest| !rest.is_empty()) {
            let (block, offset) = self.block_at(cluster, position + done as u32)?;
            let bytes = self.load(block)?.get(offset..).unwrap_or(&[]);
            let count = bytes.len().min(rest.len());
            rest[..count].copy_from_slice(&bytes[..count]);
            done += count;
        }
        Ok(done)
    }

    /// Block and offset of a position in a chain that has it.
    fn block_at(&mut self, first: u32, position: u32) -> Outcome<(u32, usize), D> {
        let cluster_size = self.volume.cluster_size();
        match self.cluster_at(first, position / cluster_size)? {
            Some(cluster) => {
                let inside = position % cluster_size;
                let size = self.volume.block_size;
                Ok((self.block_of(cluster)? + inside / size, (inside % size) as usize))
            }
            None => Err(Error::Number(errno::EIO)),
        }
    }

    /// Writes at a position of the file whose entry is at a place; what lies between its end and the position becomes zero.
    /// Without room for all, as many bytes as fit are written; the error is that of a write of nothing.
    pub fn write(&mut self, place: Place, position: u32, bytes: &[u8], stamp: Stamp) -> Outcome<usize, D> {
        let (_, size) = self.entry_at(place)?;
        if position > size {
            self.extend(place, position, stamp)?;
        }
        let end = u32::try_from(bytes.len()).ok().and_then(|length| position.checked_add(length));
        let Some(end) = end else { return Err(Error::Number(errno::EFBIG)) };
        let (mut cluster, size) = self.entry_at(place)?;
        let mut done = 0;
        let mut failed = None;
        while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
            let at = position + done as u32;
            match self.reach(&mut cluster, at) {
                Ok(()) => {}
                Err(Error::Number(errno::ENOSPC)) if done > 0 => break,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
            let (block, offset) = self.block_at(cluster, at)?;
            let whole = offset == 0 && rest.len() >= self.volume.block_size as usize;
            let target = if whole { self.replace(block)? } else { self.change(block)? };
            let target = target.get_mut(offset..).unwrap_or(&mut []);
            let count = target.len().min(rest.len());
            target[..count].copy_from_slice(&rest[..count]);
            done += count;
        }
        let reached = if failed.is_none() && done == bytes.len() { end } else { position + done as u32 };
        self.set_entry_at(place, cluster, size.max(reached), stamp)?;
        match failed {
            Some(error) => Err(error),
            None => Ok(done),
        }
    }

    /// Sees to it that a chain has the cluster of a position, which is at most one behind its end.
    fn reach(&mut self, first: &mut u32, position: u32) -> Outcome<(), D> {
        let step = position / self.volume.cluster_size();
        if *first == 0 {
            *first = self.take_cluster(None)?;
        }
        if self.cluster_at(*first, step)?.is_none() {
            match self.cluster_at(*first, step.saturating_sub(1))? {
                Some(last) => {
                    self.take_cluster(Some(last))?;
                }
                None => return Err(Error::Number(errno::EIO)),
            }
        }
        Ok(())
    }

    /// Makes a file longer, with zeros.
    fn extend(&mut self, place: Place, size: u32, stamp: Stamp) -> Outcome<(), D> {
        const ZEROS: [u8; 64] = [0; 64];
        loop {
            let (_, present) = self.entry_at(place)?;
            if present >= size {
                return Ok(());
            }
            let count = (size - present).min(ZEROS.len() as u32) as usize;
            if self.write(place, present, &ZEROS[..count], stamp)? == 0 {
                return Err(Error::Number(errno::ENOSPC));
            }
        }
    }

    /// Cuts or extends the file whose entry is at a place.
    pub fn truncate(&mut self, place: Place, size: u32, stamp: Stamp) -> Outcome<(), D> {
        let (cluster, present) = self.entry_at(place)?;
        if size > present {
            return self.extend(place, size, stamp);
        }
        if size == 0 {
            self.set_entry_at(place, 0, 0, stamp)?;
            return if cluster == 0 { Ok(()) } else { self.free_chain(cluster) };
        }
        self.set_entry_at(place, cluster, size, stamp)?;
        match self.cluster_at(cluster, (size - 1) / self.volume.cluster_size())? {
            Some(last) => {
                self.walked = (0, 0, 0);
                self.cut_chain(last)
            }
            None => Err(Error::Number(errno::EIO)),
        }
    }
}
