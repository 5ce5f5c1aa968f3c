//! `types`: names for the types that have none among the builtins, `SimpleNamespace`, and functions that make classes.

use crate::namespace::SIMPLE_NAMESPACE;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Kind, Ref};
use runtime::symbols::sym;
use runtime::types;
use runtime::value::Value;
use runtime::vm::Vm;

/// `types`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "types",
    doc: runtime::native::doc("Names for types."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::class("FunctionType", &types::function::FUNCTION),
    Member::class("LambdaType", &types::function::FUNCTION),
    Member::class("BuiltinFunctionType", &types::native::NATIVE),
    Member::class("BuiltinMethodType", &types::native::NATIVE),
    Member::class("MethodType", &types::method::METHOD),
    Member::class("GeneratorType", &types::generator::GENERATOR),
    Member::class("CoroutineType", &types::generator::COROUTINE),
    Member::class("AsyncGeneratorType", &types::generator::ASYNC_GENERATOR),
    Member::class("CodeType", &types::code::CODE),
    Member::class("CellType", &types::cell::CELL),
    Member::class("ModuleType", &types::module::MODULE),
    Member::class("GetSetDescriptorType", &types::getset::GETSET),
    Member::class("FrameType", &types::frame::FRAME),
    Member::class("TracebackType", &types::exception::traceback::TRACEBACK),
    Member::class("MappingProxyType", &types::mapping_proxy::MAPPING_PROXY),
    Member::class("GenericAlias", &types::generic_alias::GENERIC_ALIAS),
    Member::class("UnionType", &types::union_type::UNION_TYPE),
    Member::class("NoneType", &types::singletons::NONE_TYPE),
    Member::class("EllipsisType", &types::singletons::ELLIPSIS_TYPE),
    Member::class("NotImplementedType", &types::singletons::NOT_IMPLEMENTED_TYPE),
    Member::class("SimpleNamespace", &SIMPLE_NAMESPACE),
    Member::function("new_class", "name, bases=(), kwds=None, exec_body=None", new_class, "Makes a class."),
    Member::function("coroutine", "func", |_, args| Ok(args.at(0)), "The function itself."),
];

/// `types.new_class(name, bases, kwds, exec_body)`
fn new_class(vm: &mut Vm, args: &Args) -> NativeResult {
    let namespace = vm.new_dict(0)?;
    let bases = match args.get(1) {
        Some(bases) => vm.collect_tuple(bases)?,
        None => vm.new_tuple(&[])?,
    };
    if let Some(body) = args.get_not_none(3) {
        vm.call(body, &[namespace.value()])?;
    }
    let mut keywords = None;
    let mut metaclass = Ref::from_static(&types::type_::TYPE).value();
    if let Some(given) = args.get_not_none(2).and_then(Value::as_ref::<Dict>) {
        let copy = vm.copy_table(Kind::Dict, given)?;
        if let Some(given) = vm.dict_remove(copy, sym::metaclass.value())? {
            metaclass = given;
        }
        keywords = Some(copy.value());
    }
    vm.call_with_keywords(metaclass, &[args.at(0), bases, namespace.value()], keywords)
}
