//! File systems: where paths lead, and the module `vfs`.
//!
//! | file | what |
//! |---|---|
//! | `place.rs` | where a path leads, and what imports need of it |
//! | `mounts.rs` | the table of mounted file systems, `mount` and `umount` |
//! | `posix.rs` | `VfsPosix`, the host's files as a file system |
//! | `device.rs` | block devices, which are objects |
//! | `disk.rs` | `Disk`, the device that the port has |
//! | `fat_volume.rs`, `fat_file.rs` | `VfsFat`, a FAT volume on a block device |
//! | `rom.rs` | `VfsRom`, an image of files in memory |
//!
//! Everything that takes a path asks [`place::find`] first. A program that mounts nothing has no table: its paths are
//! the host's, or there are none. A file system is any object with the methods `mount`, `umount`, `open`, `ilistdir`,
//! `stat`, `chdir`, `getcwd` and so on; those of the host's files are not called but known.

#[cfg(feature = "vfs-fat")]
pub mod device;
#[cfg(feature = "vfs-fat")]
pub mod disk;
#[cfg(feature = "vfs-fat")]
mod fat_file;
#[cfg(feature = "vfs-fat")]
pub mod fat_volume;
#[cfg(feature = "vfs")]
pub mod mounts;
pub mod place;
#[cfg(feature = "vfs")]
pub mod posix;
#[cfg(feature = "vfs-rom")]
pub mod rom;

#[cfg(feature = "vfs")]
pub use module::MODULE;

#[cfg(feature = "vfs")]
mod module {
    use super::{mounts, posix};
    use runtime::native::{Member, ModuleDefinition};

    static MEMBERS: &[Member] = &[
        Member::function("mount", mounts::MOUNT_SIGNATURE, mounts::mount, mounts::MOUNT_DOC),
        Member::function("umount", mounts::UMOUNT_SIGNATURE, mounts::umount, mounts::UMOUNT_DOC),
        Member::class("VfsPosix", &posix::VFS_POSIX),
        #[cfg(feature = "vfs-rom")]
        Member::class("VfsRom", &super::rom::VFS_ROM),
        #[cfg(feature = "vfs-rom")]
        Member::function(
            "rom_ioctl",
            "request, segment=None, *args",
            super::rom::control,
            "The images that are part of the program: their number (1), one of them (2).",
        ),
        #[cfg(feature = "vfs-fat")]
        Member::class("Disk", &super::disk::DISK),
        #[cfg(feature = "vfs-fat")]
        Member::class("VfsFat", &super::fat_volume::VFS_FAT),
    ];

    /// `vfs`
    pub static MODULE: ModuleDefinition = ModuleDefinition {
        name: "vfs",
        doc: "File systems and where they are mounted.",
        members: MEMBERS,
        initialize: None,
    };
}
