//! `types`: names for the types that have none among the builtins, `SimpleNamespace`, and functions that make classes.

use crate::support::guarded_repr;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Kind, Record, Ref, Type};
use runtime::symbols::sym;
use runtime::text_builder::TextBuilder;
use runtime::types;
use runtime::types::{Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `types`
pub static MODULE: ModuleDefinition =
    ModuleDefinition { name: "types", doc: "Names for types.", members: MEMBERS, initialize: None };

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

const ATTRIBUTES: usize = 0;

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| {
        let attributes = vm.new_dict(0)?;
        vm.new_record(class, &[Some(attributes.value())]).map(Ref::value)
    }),
    init: Some(init),
    repr: Some(repr),
    compare: Some(compare),
    get_attribute: Some(crate::support::get_extra::<ATTRIBUTES>),
    set_attribute: Some(crate::support::set_extra::<ATTRIBUTES>),
    ..Slots::NONE
};

static NAMESPACE_MEMBERS: &[Member] = &[Member::getter("__dict__", crate::support::get_extra_dict::<ATTRIBUTES>)];

/// `types.SimpleNamespace`: the field is the dict of attributes.
pub static SIMPLE_NAMESPACE: Type = Type::record("SimpleNamespace", 1, "*args, **kwargs", &SLOTS, NAMESPACE_MEMBERS)
    .with_flags(Type::BASE)
    .in_module("types")
    .with_doc("An object with the attributes that it is given.");

fn attributes(value: Value) -> Option<Ref<Dict>> {
    value.as_ref::<Record>()?.get(ATTRIBUTES)?.as_ref::<Dict>()
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    if args.rest_len() > 0 {
        return Err(vm.type_error(format_args!("no positional arguments expected")));
    }
    match (attributes(value), args.keywords()) {
        (Some(attributes), Some(keywords)) => vm.dict_update(attributes, keywords),
        _ => Ok(()),
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let class = vm.class_of(value);
    let name = if class.is_heap() { vm.class_text(class) } else { "namespace" };
    let mut recursive = TextBuilder::new();
    recursive.push_format(format_args!("{name}(...)"));
    guarded_repr(vm, value, recursive.as_bytes(), |vm| {
        let Some(attributes) = attributes(value) else { return Ok(Value::NONE) };
        let mut text = TextBuilder::new();
        text.push_format(format_args!("{name}("));
        let mut index = 0;
        let mut separator: &[u8] = b"";
        while let Some((found, key, item)) = attributes.next_entry(index) {
            vm.keep(item);
            let shown = vm.repr(item)?;
            text.push(separator);
            text.push_str(key);
            text.push(b"=");
            text.push_str(shown);
            (index, separator) = (found + 1, b", ");
        }
        text.push(b")");
        text.finish(vm)
    })
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let is_namespace = |vm: &Vm, value| vm.is_instance(value, Ref::from_static(&SIMPLE_NAMESPACE));
    if !operator.is_equality() || !is_namespace(vm, a) || !is_namespace(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (attributes(a), attributes(b)) {
        (Some(a), Some(b)) => vm.compare(operator, a.value(), b.value()),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

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
