//! The table of clusters: for each cluster the next one of its chain.

use crate::{Device, Error, Kind, Outcome, Session, errno, put, read_word};

impl<D: Device> Session<'_, D> {
    /// Block and offset of the byte of a table at which the entry of a cluster begins.
    fn entry_place(&self, cluster: u32) -> Outcome<(u32, usize), D> {
        if cluster < 2 || cluster - 2 >= self.volume.clusters {
            return Err(Error::Number(errno::EIO));
        }
        let byte = match self.volume.kind {
            Kind::Fat12 => cluster + cluster / 2,
            Kind::Fat16 => cluster * 2,
            Kind::Fat32 => cluster * 4,
        };
        Ok((self.volume.table + byte / self.volume.block_size, (byte % self.volume.block_size) as usize))
    }

    /// A byte of the first copy of the table.
    fn table_byte(&mut self, block: u32, offset: usize) -> Outcome<u8, D> {
        let size = self.volume.block_size as usize;
        let (block, offset) = if offset < size { (block, offset) } else { (block + 1, offset - size) };
        Ok(self.load(block)?.get(offset).copied().unwrap_or(0))
    }

    /// The entry of a cluster: 0 if it is free, the next one, or a number beyond all clusters at the end of a chain.
    fn entry(&mut self, cluster: u32) -> Outcome<u32, D> {
        let (block, offset) = self.entry_place(cluster)?;
        Ok(match self.volume.kind {
            Kind::Fat12 => {
                let low = u32::from(self.table_byte(block, offset)?);
                let both = low | u32::from(self.table_byte(block, offset + 1)?) << 8;
                let entry = if cluster & 1 == 0 { both & 0xfff } else { both >> 4 };
                if entry >= 0xff8 { u32::MAX } else { entry }
            }
            Kind::Fat16 => {
                let entry = u32::from(crate::read_half(self.load(block)?, offset));
                if entry >= 0xfff8 { u32::MAX } else { entry }
            }
            Kind::Fat32 => {
                let entry = read_word(self.load(block)?, offset).unwrap_or(0) & 0x0fff_ffff;
                if entry >= 0x0fff_fff8 { u32::MAX } else { entry }
            }
        })
    }

    /// Sets the entry of a cluster in all copies of the table. `u32::MAX` is the end of a chain.
    fn set_entry(&mut self, cluster: u32, entry: u32) -> Outcome<(), D> {
        let (first, offset) = self.entry_place(cluster)?;
        for copy in 0..self.volume.copies {
            let block = first + copy * self.volume.table_blocks;
            match self.volume.kind {
                Kind::Fat12 => {
                    let (keep, low, high) = if cluster & 1 == 0 {
                        ([0, 0xf0], entry & 0xff, entry >> 8 & 0xf)
                    } else {
                        ([0xf, 0], entry << 4 & 0xf0, entry >> 4 & 0xff)
                    };
                    for (index, (kept, bits)) in keep.into_iter().zip([low, high]).enumerate() {
                        let size = self.volume.block_size as usize;
                        let at = offset + index;
                        let (block, at) = if at < size { (block, at) } else { (block + 1, at - size) };
                        if let Some(byte) = self.change(block)?.get_mut(at) {
                            *byte = *byte & kept | bits as u8;
                        }
                    }
                }
                Kind::Fat16 => put(self.change(block)?, offset, &(entry as u16).to_le_bytes()),
                Kind::Fat32 => {
                    let bytes = self.change(block)?;
                    let old = read_word(bytes, offset).unwrap_or(0) & 0xf000_0000;
                    put(bytes, offset, &(entry & 0x0fff_ffff | old).to_le_bytes());
                }
            }
        }
        Ok(())
    }

    /// The cluster behind another one in its chain.
    pub(crate) fn next_cluster(&mut self, cluster: u32) -> Outcome<Option<u32>, D> {
        match self.entry(cluster)? {
            u32::MAX => Ok(None),
            next if next >= 2 && next - 2 < self.volume.clusters => Ok(Some(next)),
            _ => Err(Error::Number(errno::EIO)),
        }
    }

    /// The cluster at an index of a chain; `None` behind its end.
    pub(crate) fn cluster_at(&mut self, first: u32, index: u32) -> Outcome<Option<u32>, D> {
        if index >= self.volume.clusters {
            // A chain that is longer than that goes round.
            return Err(Error::Number(errno::EIO));
        }
        let (chain, known, cluster) = self.walked;
        let (mut at, mut cluster) = if chain == first && known <= index { (known, cluster) } else { (0, first) };
        while at < index {
            match self.next_cluster(cluster)? {
                Some(next) => (at, cluster) = (at + 1, next),
                None => return Ok(None),
            }
        }
        self.walked = (first, at, cluster);
        Ok(Some(cluster))
    }

    /// Takes a free cluster, which becomes the end of a chain behind `last`, if there is a chain already.
    pub(crate) fn take_cluster(&mut self, last: Option<u32>) -> Outcome<u32, D> {
        // What is behind the end of the chain is often free.
        let start = last.map_or(0, |last| last.saturating_sub(1));
        for step in 0..self.volume.clusters {
            let cluster = (start + step) % self.volume.clusters + 2;
            if self.entry(cluster)? == 0 {
                self.set_entry(cluster, u32::MAX)?;
                if let Some(last) = last {
                    self.set_entry(last, cluster)?;
                }
                return Ok(cluster);
            }
        }
        Err(Error::Number(errno::ENOSPC))
    }

    /// Frees a chain. One that goes round, or leads nowhere, is freed as far as it goes.
    pub(crate) fn free_chain(&mut self, first: u32) -> Outcome<(), D> {
        self.walked = (0, 0, 0);
        let mut cluster = first;
        for _ in 0..self.volume.clusters {
            let next = self.entry(cluster)?;
            if next == 0 {
                return Ok(());
            }
            self.set_entry(cluster, 0)?;
            if next < 2 || next - 2 >= self.volume.clusters {
                return Ok(());
            }
            cluster = next;
        }
        Ok(())
    }

    /// Ends a chain at a cluster and frees what is behind it.
    pub(crate) fn cut_chain(&mut self, last: u32) -> Outcome<(), D> {
        if let Some(next) = self.next_cluster(last)? {
            self.set_entry(last, u32::MAX)?;
            self.free_chain(next)?;
        }
        Ok(())
    }

    /// The number of free clusters.
    pub fn free_clusters(&mut self) -> Outcome<u32, D> {
        let mut free = 0;
        for index in 0..self.volume.clusters {
            free += u32::from(self.entry(index + 2)? == 0);
        }
        Ok(free)
    }

    /// Fills a cluster with zeros.
    pub(crate) fn clear_cluster(&mut self, cluster: u32) -> Outcome<(), D> {
        let first = self.block_of(cluster)?;
        for index in 0..self.volume.cluster_blocks {
            self.replace(first + index)?.fill(0);
        }
        Ok(())
    }
}
